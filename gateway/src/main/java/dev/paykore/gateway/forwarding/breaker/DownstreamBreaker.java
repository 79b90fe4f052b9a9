package dev.paykore.gateway.forwarding.breaker;

import dev.paykore.gateway.meter.EdgeMeter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts how calls to one downstream end, and refuses calls while too many of them fail. Its state
 * is {@link EdgeMeter#DOWNSTREAM_BREAKER_OPEN} (1 open, 0.5 trying, 0 closed), what it refuses
 * {@link EdgeMeter#DOWNSTREAM_BREAKER_REFUSED}.
 */
public final class DownstreamBreaker {

  private static final double TRYING = 0.5;

  private final CircuitBreaker breaker;
  private final long retryAfterSeconds;
  private final Counter refused;

  DownstreamBreaker(CircuitBreaker breaker, Duration openFor, MeterRegistry meters) {
    this.breaker = breaker;
    this.retryAfterSeconds = Math.max(1, openFor.plusMillis(999).toSeconds());
    String downstream = breaker.getName();
    this.refused = EdgeMeter.DOWNSTREAM_BREAKER_REFUSED.counter(downstream).register(meters);
    EdgeMeter.DOWNSTREAM_BREAKER_OPEN.gauge(() -> openness(breaker), downstream).register(meters);
  }

  /** Whether a call may be made. Each that is made ends with one of the methods below. */
  public boolean allows() {
    boolean allowed = breaker.tryAcquirePermission();
    if (!allowed) {
      refused.increment();
    }
    return allowed;
  }

  /** The downstream has answered, whatever it said, and after so long. */
  public void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /** The downstream was not there, too slow, or gave no valid answer. */
  public void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new NotAnswered());
  }

  /** The call ended for another reason, which says nothing of the downstream. */
  public void saysNothing() {
    breaker.releasePermission();
  }

  /** When a refused call may be tried again, in whole seconds. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  private static double openness(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 1;
      case HALF_OPEN -> TRYING;
      default -> 0;
    };
  }

  /** What the breaker is told: that a call failed, and nothing more. */
  private static final class NotAnswered extends RuntimeException {

    NotAnswered() {
      super(null, null, false, false);
    }
  }
}
