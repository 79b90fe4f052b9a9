package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RedisBreakerTests {

  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final int FAILURES = 3;

  private final CircuitBreaker circuit =
      CircuitBreaker.of(
          "test",
          CircuitBreakerConfig.custom()
              .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
              .failureRateThreshold(100)
              .build());
  private final RedisBreaker breaker = new RedisBreaker(circuit, TIMEOUT);

  @Test
  void givesTheAnswer() {
    StepVerifier.create(breaker.protect(Mono.just("PONG"))).expectNext("PONG").verifyComplete();
  }

  @Test
  void makesOneErrorOfWhateverGoesWrong() {
    StepVerifier.create(breaker.protect(Mono.error(new IllegalStateException("READONLY"))))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasRootCauseMessage("READONLY"))
        .verify();
  }

  @Test
  void waitsNoLongerThanItsTimeout() {
    StepVerifier.withVirtualTime(() -> breaker.protect(Mono.never()))
        .expectSubscription()
        .expectNoEvent(TIMEOUT.minusMillis(1))
        .thenAwait(Duration.ofMillis(1))
        .expectError(RedisUnavailableException.class)
        .verify(Duration.ofSeconds(5));
  }

  @Test
  void makesNoCallAfterAFewThatFailed() {
    AtomicInteger calls = new AtomicInteger();
    Mono<String> failing =
        Mono.defer(
            () -> {
              calls.incrementAndGet();
              return Mono.error(new IllegalStateException("down"));
            });
    for (int i = 0; i < FAILURES + 5; i++) {
      StepVerifier.create(breaker.protect(failing)).expectError().verify();
    }
    assertThat(calls).hasValue(FAILURES);
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void aCancelledCallIsNoFailure() {
    for (int i = 0; i < FAILURES; i++) {
      StepVerifier.create(breaker.protect(Mono.never())).thenCancel().verify();
    }
    assertThat(breaker.isOpen()).isFalse();
  }
}
