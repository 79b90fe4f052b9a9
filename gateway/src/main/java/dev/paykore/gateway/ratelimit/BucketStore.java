package dev.paykore.gateway.ratelimit;

import java.util.Locale;

/** Where a bucket was kept when a decision was made from it. */
enum BucketStore {
  /** In Redis, one bucket for all replicas. */
  REDIS,
  /** In this process alone, because Redis gave no answer. */
  LOCAL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The lower-case name used in the health detail. */
  String wireName() {
    return wireName;
  }
}
