package dev.paykore.gateway.ratelimit;

/** What a key has left after a decision, and where that is kept. */
record Quota(TokenBucket bucket, BucketStore store) {

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

  /** Whether Redis was away and this process decided alone. */
  boolean isFallback() {
    return store == BucketStore.LOCAL;
  }
}
