package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.meter.StoreTimers;
import dev.paykore.gateway.stores.ManualTicker;
import dev.paykore.gateway.testing.ManualClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RedisBreakerTests {

  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final int FAILURES = 3;
  private static final RedisProperties PROPERTIES =
      new RedisProperties(TIMEOUT, FAILURES, Duration.ofMinutes(1));
  private static final StoreTimers TIMERS = StoreTimers.of("redis", new SimpleMeterRegistry());

  private final ManualClock wallClock = new ManualClock();
  private final ManualTicker time = new ManualTicker();
  private final MonotonicClock clock = new MonotonicClock(wallClock, time::read);
  private final CircuitBreaker circuit =
      CircuitBreaker.of(
          "test",
          CircuitBreakerConfig.custom()
              .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
              .failureRateThreshold(100)
              .build());
  private final RedisBreaker breaker =
      new RedisBreaker(circuit, TIMEOUT, TIMERS, Schedulers::parallel);

  @Test
  void givesTheAnswer() {
    StepVerifier.create(breaker.protect(Mono.just("PONG"), new RedisWait()))
        .expectNext("PONG")
        .verifyComplete();
  }

  @Test
  void makesOneErrorOfWhateverGoesWrong() {
    StepVerifier.create(
            breaker.protect(Mono.error(new IllegalStateException("READONLY")), new RedisWait()))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasRootCauseMessage("READONLY"))
        .verify();
  }

  @Test
  void waitsNoLongerThanItsTimeout() {
    StepVerifier.withVirtualTime(() -> breaker.protect(Mono.never(), new RedisWait()))
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
      StepVerifier.create(breaker.protect(failing, new RedisWait())).expectError().verify();
    }
    assertThat(calls).hasValue(FAILURES);
    assertThat(breaker.openness()).isEqualTo(1);
  }

  @Test
  void aCancelledCallIsNoFailure() {
    for (int i = 0; i < FAILURES; i++) {
      StepVerifier.create(breaker.protect(Mono.never(), new RedisWait())).thenCancel().verify();
    }
    assertThat(breaker.openness()).isZero();
  }

  @Test
  void oneRequestWaitsNoLongerOverAllOfItsCalls() {
    RedisWait wait = new RedisWait(TIMEOUT.toNanos() / 2);

    StepVerifier.withVirtualTime(() -> breaker.protect(Mono.never(), wait))
        .expectSubscription()
        .thenAwait(TIMEOUT.dividedBy(2))
        .expectError(RedisUnavailableException.class)
        .verify(Duration.ofSeconds(5));
  }

  @Test
  void aRequestThatHasWaitedMakesNoCallThatItWouldWaitForInVain() {
    RedisWait wait = new RedisWait(TIMEOUT.toNanos());
    AtomicInteger calls = new AtomicInteger();

    StepVerifier.create(breaker.protect(Mono.fromCallable(calls::incrementAndGet), wait))
        .expectError(RedisUnavailableException.class)
        .verify();

    assertThat(calls).hasValue(0);
  }

  @Test
  void whatACallTookCountsForTheRequestsNext() {
    RedisWait wait = new RedisWait();

    StepVerifier.create(breaker.protect(Mono.just("PONG"), wait))
        .expectNextCount(1)
        .verifyComplete();

    assertThat(wait.nanos()).isPositive();
  }

  @Test
  void callsAreSparedWhenHalfOfThemFail() {
    RedisBreaker flapping = asConfigured();
    AtomicInteger calls = new AtomicInteger();
    Mono<Integer> failingEveryOtherTime =
        Mono.fromCallable(calls::incrementAndGet)
            .filter(call -> call % 2 == 0)
            .switchIfEmpty(Mono.error(new IllegalStateException("slow")));
    for (int i = 0; i < 2 * FAILURES; i++) {
      call(flapping, failingEveryOtherTime);
    }

    assertThat(calls).hasValueLessThan(2 * FAILURES);
    assertThat(flapping.openness()).isEqualTo(1);
  }

  @Test
  void anAnswerNeverOpensItAndFewerFailuresThanConfiguredNeitherAtFirst() {
    RedisBreaker starting = asConfigured();
    for (int i = 0; i < FAILURES - 1; i++) {
      call(starting, Mono.error(new IllegalStateException("not connected")));
    }
    for (int i = 0; i < 2 * FAILURES; i++) {
      call(starting, Mono.just("PONG"));
      assertThat(starting.openness()).isZero();
    }
  }

  @Test
  void aCircuitThatHasClosedTakesAsManyFailuresAsANewOne() {
    CircuitBreaker circuit = RedisCircuit.create(PROPERTIES, clock);
    RedisBreaker again = new RedisBreaker(circuit, TIMEOUT, TIMERS, Schedulers::parallel);
    circuit.transitionToOpenState();
    circuit.transitionToHalfOpenState();
    call(again, Mono.just("PONG"));
    for (int i = 0; i < FAILURES - 1; i++) {
      call(again, Mono.error(new IllegalStateException("slow")));
      assertThat(again.openness()).isZero();
    }
    call(again, Mono.error(new IllegalStateException("slow")));
    assertThat(again.openness()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackSparesRedisNoLonger() {
    RedisBreaker spared = asConfigured();
    for (int i = 0; i < FAILURES; i++) {
      call(spared, Mono.error(new IllegalStateException("down")));
    }
    assertThat(spared.openness()).isEqualTo(1);
    wallClock.advance(Duration.ofHours(-1));
    time.advance(PROPERTIES.openFor().plusMillis(1));
    StepVerifier.create(spared.protect(Mono.just("PONG"), new RedisWait()))
        .expectNext("PONG")
        .verifyComplete();
  }

  private RedisBreaker asConfigured() {
    return new RedisBreaker(
        RedisCircuit.create(PROPERTIES, clock), TIMEOUT, TIMERS, Schedulers::parallel);
  }

  private static <T> void call(RedisBreaker breaker, Mono<T> call) {
    breaker.protect(call, new RedisWait()).onErrorComplete().block();
  }
}
