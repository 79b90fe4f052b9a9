package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import java.util.List;
import java.util.LongSummaryStatistics;

/** What tests ask of decisions. */
final class Decisions {

  private Decisions() {}

  static Quota quota(RateLimitDecision decision) {
    return switch (decision) {
      case Allowed(Quota quota) -> quota;
      case Limited(Quota quota) -> quota;
      case Stale stale -> throw new AssertionError("no quota in " + stale);
    };
  }

  static long remaining(RateLimitDecision decision) {
    return quota(decision).remaining();
  }

  static List<RateLimitDecision> allowed(List<RateLimitDecision> decisions) {
    return decisions.stream().filter(Allowed.class::isInstance).toList();
  }

  static long millisBetweenFirstAndLast(List<RateLimitDecision> decisions) {
    LongSummaryStatistics times =
        decisions.stream()
            .mapToLong(decision -> quota(decision).bucket().atMillis())
            .summaryStatistics();
    return times.getMax() - times.getMin();
  }
}
