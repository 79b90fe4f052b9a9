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
  private volatile BucketStore last = BucketStore.REDIS;

  RateLimitMetrics(MeterRegistry registry) {
    this.fallbackDecisions = registry.counter(FALLBACK_DECISIONS);
    Gauge.builder(FALLBACK, this, metrics -> metrics.lastStore() == BucketStore.LOCAL ? 1 : 0)
        .register(registry);
  }

  void decidedFrom(BucketStore store) {
    // Written only when it changes: this is on the way of every request on every core.
    if (last != store) {
      last = store;
    }
    if (store == BucketStore.LOCAL) {
      fallbackDecisions.increment();
    }
  }

  /** What the last decision was made from. */
  BucketStore lastStore() {
    return last;
  }
}
