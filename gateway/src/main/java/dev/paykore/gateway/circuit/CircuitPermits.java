package dev.paykore.gateway.circuit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a circuit breaker whether a call may be made, for event loops: the library has a lock around
 * the end of an open state, at which they would wait for each other. Here one of them asks, and the
 * others are refused, as they were a moment before.
 */
public final class CircuitPermits {

  private final CircuitBreaker breaker;
  private final AtomicBoolean ending = new AtomicBoolean();

  public CircuitPermits(CircuitBreaker breaker) {
    this.breaker = breaker;
  }

  /** Whether a call may be made; the breaker then has to be told what came of it. */
  public boolean tryAcquire() {
    if (breaker.getState() != State.OPEN) {
      return breaker.tryAcquirePermission();
    }
    if (!ending.compareAndSet(false, true)) {
      return false;
    }
    try {
      return breaker.tryAcquirePermission();
    } finally {
      ending.set(false);
    }
  }
}
