package dev.paykore.keys.usage;

import java.time.Duration;

/**
 * How long usage is kept in Redis, counted from the last write: of counts from that of a new
 * second, minute or hour, of when a secret was used from the first in an hour.
 */
public final class UsageLife {

  /** Counts by second. */
  public static final Duration SECONDS = Duration.ofMinutes(15);

  /**
   * How long a key's counts by second stay together in one hash, before it becomes one of seconds
   * that are over. Shorter than an hour: the second of an hour tells which one it is.
   */
  static final Duration LONGEST_STRETCH = Duration.ofMinutes(15);

  /** Counts by minute. */
  public static final Duration MINUTES = Duration.ofHours(3);

  /** Counts by hour: for so long the roll-up into Postgres may be away. */
  public static final Duration HOURS = Duration.ofDays(7);

  /** When a secret was last used; the roll-up keeps it in Postgres. */
  public static final Duration LAST_USED = Duration.ofDays(7);

  /** Requests that can be looked up. */
  public static final Duration REQUESTS = Duration.ofHours(24);

  /** How many requests of each class, errors and refusals of the limiter, a key may have. */
  public static final int REQUESTS_PER_CLASS = 1_000;

  private UsageLife() {}
}
