package dev.paykore.gateway.forwarding.breaker;

import dev.paykore.gateway.circuit.CircuitPermits;
import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.meter.EdgeMeter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how calls to one downstream end, and refuses calls while too many of them fail. Its state
 * is {@link EdgeMeter#DOWNSTREAM_BREAKER_OPEN} (1 open, 0.5 trying, 0 closed), what it refuses
 * {@link EdgeMeter#DOWNSTREAM_BREAKER_REFUSED}.
 */
public final class DownstreamBreaker {

  private static final Logger log = LoggerFactory.getLogger(DownstreamBreaker.class);
  private static final double TRYING = 0.5;

  private final CircuitBreaker breaker;
  private final CircuitPermits permits;
  private final Trials trials;
  private final long retryAfterSeconds;
  private final Counter refused;

  DownstreamBreaker(
      CircuitBreaker breaker, BreakerBounds bounds, MonotonicClock clock, MeterRegistry meters) {
    this.breaker = breaker;
    this.permits = new CircuitPermits(breaker);
    this.trials = new Trials(breaker, bounds, clock);
    this.retryAfterSeconds = Math.max(1, bounds.openFor().plusMillis(999).toSeconds());
    String downstream = breaker.getName();
    this.refused = EdgeMeter.DOWNSTREAM_BREAKER_REFUSED.counter(downstream).register(meters);
    EdgeMeter.DOWNSTREAM_BREAKER_OPEN.gauge(() -> openness(breaker), downstream).register(meters);
    breaker.getEventPublisher().onStateTransition(this::follow);
  }

  /** Whether a call may be made. Each that is made has a {@link CallVerdict}. */
  public boolean allows() {
    boolean allowed = permits.tryAcquire() || (trials.moreAreAllowed() && permits.tryAcquire());
    if (!allowed) {
      refused.increment();
    }
    return allowed;
  }

  /** The downstream has answered, whatever it said, and after so long. */
  void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /** The downstream was not there, too slow, or gave no valid answer. */
  void failed() {
    breaker.onError(0, TimeUnit.NANOSECONDS, new NotAnswered());
  }

  /** The call says nothing of the downstream so far: another may be made in its place. */
  void saysNothing() {
    breaker.releasePermission();
  }

  /** When a refused call may be tried again, in whole seconds. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  private void follow(CircuitBreakerOnStateTransitionEvent event) {
    String downstream = event.getCircuitBreakerName();
    switch (event.getStateTransition().getToState()) {
      case OPEN -> log.warn("Downstream {} does not answer: it is spared for a while", downstream);
      case HALF_OPEN -> {
        trials.begin();
        log.info("Downstream {} is tried again", downstream);
      }
      case CLOSED -> log.info("Downstream {} answers again", downstream);
      default -> {}
    }
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
