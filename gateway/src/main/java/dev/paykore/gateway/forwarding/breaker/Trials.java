package dev.paykore.gateway.forwarding.breaker;

import dev.paykore.gateway.clock.MonotonicClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls by which a downstream is tried that was spared: a few at once and, while they have said
 * too little, as many again each time that it would have been spared. So none of them can keep it
 * spared for everybody by taking long.
 */
final class Trials {

  private final CircuitBreaker breaker;
  private final BreakerBounds bounds;
  private final MonotonicClock clock;
  private final AtomicLong allowedMillis = new AtomicLong();

  Trials(CircuitBreaker breaker, BreakerBounds bounds, MonotonicClock clock) {
    this.breaker = breaker;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** The breaker allows the first of them. */
  void begin() {
    allowedMillis.set(clock.millis());
  }

  /** Whether more of them have been allowed. */
  boolean moreAreAllowed() {
    long allowed = allowedMillis.get();
    long now = clock.millis();
    if (breaker.getState() != CircuitBreaker.State.HALF_OPEN
        || now - allowed < bounds.openFor().toMillis()
        || !allowedMillis.compareAndSet(allowed, now)) {
      return false;
    }
    for (int i = 0; i < bounds.trialCalls(); i++) {
      breaker.releasePermission();
    }
    return true;
  }
}
