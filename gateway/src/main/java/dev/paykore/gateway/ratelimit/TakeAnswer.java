package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.bucket.TokenBucket;

/**
 * What {@code take-tokens.lua} says of one bucket.
 *
 * @param granted tokens, or -1 if there is a record of a higher version
 * @param levelOrVersion of the bucket after, in its units, or that higher version
 * @param atMillis Redis's clock, epoch milliseconds
 */
record TakeAnswer(long granted, long levelOrVersion, long atMillis) {

  boolean isStale() {
    return granted < 0;
  }

  /** The bucket of a key with such a limit, as it was left. */
  TokenBucket bucket(int limit) {
    return new TokenBucket(levelOrVersion, atMillis, limit);
  }
}
