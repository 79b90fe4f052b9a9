package dev.paykore.gateway.ratelimit;

/** What came of a request's wish for a token. */
sealed interface RateLimitDecision {

  /** Makes the decision that follows from a take of one token. */
  static RateLimitDecision of(boolean granted, Quota quota) {
    return granted ? new Allowed(quota) : new Limited(quota);
  }

  /** It has its token; the quota is what is left after it. */
  record Allowed(Quota quota) implements RateLimitDecision {}

  /** There was no token. */
  record Limited(Quota quota) implements RateLimitDecision {

    /** Whole seconds until one token is there, at least one. */
    long retryAfterSeconds() {
      return quota.bucket().secondsUntilToken();
    }
  }

  /** The key has changed since its record was read; nothing was taken. */
  record Stale(long version) implements RateLimitDecision {}
}
