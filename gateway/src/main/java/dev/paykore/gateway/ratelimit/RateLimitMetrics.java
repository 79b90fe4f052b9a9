package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts decisions, and says whether the limits are those of all replicas together or of this
 * process alone.
 */
final class RateLimitMetrics {

  private final Counter allowed;
  private final Counter limited;
  private final Counter stale;
  private final Counter fallbackDecisions;
  private final DistributionSummary callDecisions;
  private volatile boolean lastWasFallback;

  RateLimitMetrics(MeterRegistry registry) {
    this.allowed = EdgeMeter.RATELIMIT_DECISIONS.counter("allowed").register(registry);
    this.limited = EdgeMeter.RATELIMIT_DECISIONS.counter("limited").register(registry);
    this.stale = EdgeMeter.RATELIMIT_DECISIONS.counter("stale").register(registry);
    this.fallbackDecisions = EdgeMeter.RATELIMIT_FALLBACK_DECISIONS.counter().register(registry);
    this.callDecisions = EdgeMeter.RATELIMIT_CALL_DECISIONS.summary().register(registry);
    EdgeMeter.RATELIMIT_FALLBACK.gauge(() -> lastWasFallback ? 1 : 0).register(registry);
  }

  /** One call is made for so many decisions. */
  void called(int decisions) {
    callDecisions.record(decisions);
  }

  /** Redis has decided. */
  void decided(RateLimitDecision decision) {
    count(decision, /* fallback= */ false);
  }

  /** This process has decided. */
  void decidedAlone(RateLimitDecision decision) {
    fallbackDecisions.increment();
    count(decision, /* fallback= */ true);
  }

  /** Whether the last decision was made without Redis. */
  boolean isFallback() {
    return lastWasFallback;
  }

  private void count(RateLimitDecision decision, boolean fallback) {
    // Written only when it changes: this is on the way of every request on every core.
    if (lastWasFallback != fallback) {
      lastWasFallback = fallback;
    }
    counter(decision).increment();
  }

  private Counter counter(RateLimitDecision decision) {
    return switch (decision) {
      case RateLimitDecision.Allowed _ -> allowed;
      case RateLimitDecision.Limited _ -> limited;
      case RateLimitDecision.Stale _ -> stale;
    };
  }
}
