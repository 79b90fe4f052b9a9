package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.bucket.TokenBucket;
import java.util.List;

/**
 * Decisions about one key that share one call. The newest record among them speaks for all: those
 * with the same version want a token each, and those with a lower one are stale.
 */
final class Batch {

  private final List<Waiter> waiters;
  private final Demand newest;

  /**
   * @param waiters at least one, first come first
   */
  Batch(List<Waiter> waiters) {
    this.waiters = waiters;
    this.newest = newest(waiters);
  }

  /** The key, the version and the limit to call with. */
  Demand demand() {
    return newest;
  }

  /** How many decisions are made together. */
  int size() {
    return waiters.size();
  }

  /** How many tokens are wanted at this moment. */
  int wanted() {
    int wanted = 0;
    for (Waiter waiter : waiters) {
      if (!waiter.isGone() && isNewest(waiter)) {
        wanted++;
      }
    }
    return wanted;
  }

  /** How long those have waited for Redis who have waited longest. */
  long waitedNanos(long nowNanos) {
    long longest = 0;
    for (Waiter waiter : waiters) {
      longest = Math.max(longest, waiter.waitedNanos(nowNanos));
    }
    return longest;
  }

  /** Tells everybody that there is no answer. */
  void fail(Throwable error) {
    waiters.forEach(waiter -> waiter.fail(error));
  }

  /** Tells everybody that the key has changed. */
  void stale(long version) {
    waiters.forEach(waiter -> waiter.stale(version));
  }

  /**
   * Hands the tokens out, first come first granted. Each sees the bucket as their own token left
   * it; the token of one who has left since goes to the next.
   */
  void share(long granted, TokenBucket after) {
    long left = granted;
    for (Waiter waiter : waiters) {
      if (!isNewest(waiter)) {
        waiter.stale(newest.version());
      } else if (!waiter.isGone()) {
        boolean mine = left > 0;
        left -= mine ? 1 : 0;
        waiter.answer(RateLimitDecision.of(mine, new Quota(after.plus(left), false)));
      }
    }
  }

  private boolean isNewest(Waiter waiter) {
    return waiter.demand().version() == newest.version();
  }

  private static Demand newest(List<Waiter> waiters) {
    Demand newest = waiters.getFirst().demand();
    for (Waiter waiter : waiters) {
      if (waiter.demand().version() > newest.version()) {
        newest = waiter.demand();
      }
    }
    return newest;
  }
}
