package dev.paykore.gateway.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Times the calls to one store, {@link EdgeMeter#STORE_CALLS}.
 *
 * @param answered calls that were answered, be it by nothing
 * @param failed calls without an answer, or with an error for one
 */
public record StoreTimers(Timer answered, Timer failed) {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100)
  };

  /** Those of a store by its name. */
  public static StoreTimers of(String store, MeterRegistry registry) {
    return new StoreTimers(timer(store, "answered", registry), timer(store, "failed", registry));
  }

  private static Timer timer(String store, String outcome, MeterRegistry registry) {
    return EdgeMeter.STORE_CALLS
        .timer(store, outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
