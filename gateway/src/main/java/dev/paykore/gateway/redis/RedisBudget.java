package dev.paykore.gateway.redis;

import java.time.Duration;

/**
 * The time that a request may wait for Redis in total, over all its calls, and what follows from
 * how much of it is gone.
 *
 * <p>A call is made only with at least half of the time left. So a Redis that answers two calls of
 * a request in time is asked twice, and a slower one once: no call is made that would only be
 * waited for in vain.
 *
 * @param totalNanos what a request begins with
 */
public record RedisBudget(long totalNanos) {

  /** The part of the time after which nobody lines up behind a call any more. */
  private static final int OVERDUE_DIVISOR = 10;

  public static RedisBudget of(Duration total) {
    return new RedisBudget(total.toNanos());
  }

  public RedisBudget {
    if (totalNanos < 1) {
      throw new IllegalArgumentException("totalNanos: %d (expected: >= 1)".formatted(totalNanos));
    }
  }

  /** How long may still be waited after so much waiting. */
  public long leftNanos(long waitedNanos) {
    return Math.max(0, totalNanos - waitedNanos);
  }

  /** Whether there is time for one more call after so much waiting. */
  public boolean allowsCall(long waitedNanos) {
    return waitedNanos <= totalNanos / 2;
  }

  /**
   * The waiting that counts for a look-up that others may share: none, half or all of the time, so
   * that whoever shares it has at least as much left as it takes.
   */
  public long roundUpNanos(long waitedNanos) {
    if (waitedNanos <= 0) {
      return 0;
    }
    return allowsCall(waitedNanos) ? totalNanos / 2 : totalNanos;
  }

  /** Whether a call that has been under way for so long is no longer worth lining up behind. */
  public boolean isOverdue(long underWayNanos) {
    return underWayNanos > totalNanos / OVERDUE_DIVISOR;
  }
}
