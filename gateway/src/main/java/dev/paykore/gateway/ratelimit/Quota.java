package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.bucket.TokenBucket;

/**
 * What a key has left after a decision.
 *
 * @param isFallback whether Redis gave no answer and this process decided alone
 */
record Quota(TokenBucket bucket, boolean isFallback) {

  int limit() {
    return bucket.limit();
  }

  long remaining() {
    return bucket.remaining();
  }

  /** The second of the epoch, rounded up, at which all of the limit is there again. */
  long resetEpochSeconds() {
    return bucket.fullAtEpochSecond();
  }
}
