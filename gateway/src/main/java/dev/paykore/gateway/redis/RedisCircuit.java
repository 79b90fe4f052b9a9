package dev.paykore.gateway.redis;

import dev.paykore.gateway.clock.MonotonicClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The circuit to Redis. It opens when so many of the last twice as many calls have failed, in a row
 * or among successes. The library counts a share of the calls that there were, of which three
 * failures among the first five are enough; so a window that begins is full of good calls.
 */
final class RedisCircuit {

  private static final int HALF_FAILED_PERCENT = 50;
  private static final String TRY_AGAIN = "TRYAGAIN";

  private RedisCircuit() {}

  static CircuitBreaker create(RedisProperties properties, MonotonicClock clock) {
    CircuitBreaker circuit = CircuitBreaker.of("redis", config(properties, clock));
    beginWithGoodCalls(circuit);
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == State.CLOSED) {
                beginWithGoodCalls(circuit);
              }
            });
    return circuit;
  }

  private static CircuitBreakerConfig config(RedisProperties properties, MonotonicClock clock) {
    int failures = properties.failuresToOpen();
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            2 * failures,
            failures,
            SlidingWindowType.COUNT_BASED,
            // Event loops count here, and must not wait for each other.
            SlidingWindowSynchronizationStrategy.LOCK_FREE)
        .failureRateThreshold(HALF_FAILED_PERCENT)
        .clock(clock)
        .waitDurationInOpenState(properties.openFor())
        .permittedNumberOfCallsInHalfOpenState(1)
        .ignoreException(RedisCircuit::isOfAMovingSlot)
        .build();
  }

  private static void beginWithGoodCalls(CircuitBreaker circuit) {
    int window = circuit.getCircuitBreakerConfig().getSlidingWindowSize();
    for (int i = 0; i < window; i++) {
      circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }
  }

  /** A cluster is well while a slot moves; only a script on keys of that slot must wait. */
  private static boolean isOfAMovingSlot(Throwable error) {
    return error instanceof RedisCommandExecutionException
        && String.valueOf(error.getMessage()).startsWith(TRY_AGAIN);
  }
}
