package dev.paykore.gateway.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Says whether the limits are those of all replicas together or of this process alone. */
final class RateLimitMetrics {

  /** Gauge: 1 while the last decision was made without Redis, else 0. */
  static final String FALLBACK = "paykore.ratelimit.fallback";

  /** Counter: decisions that were made without Redis. */
  static final String FALLBACK_DECISIONS = "paykore.ratelimit.fallback.decisions";

  private final Counter fallbackDecisions;
  private volatile boolean lastWasFallback;

  RateLimitMetrics(MeterRegistry registry) {
    this.fallbackDecisions = registry.counter(FALLBACK_DECISIONS);
    Gauge.builder(FALLBACK, this, metrics -> metrics.isFallback() ? 1 : 0).register(registry);
  }

  void decided(boolean fallback) {
    // Written only when it changes: this is on the way of every request on every core.
    if (lastWasFallback != fallback) {
      lastWasFallback = fallback;
    }
    if (fallback) {
      fallbackDecisions.increment();
    }
  }

  /** Whether the last decision was made without Redis. */
  boolean isFallback() {
    return lastWasFallback;
  }
}
