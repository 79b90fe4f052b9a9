package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.meter.StoreTimers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class RedisCallTests {

  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final int FAILURES = 3;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final CircuitBreaker circuit =
      CircuitBreaker.of(
          "test",
          CircuitBreakerConfig.custom()
              .slidingWindow(FAILURES, FAILURES, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
              .failureRateThreshold(100)
              .build());
  private final RedisBreaker breaker =
      new RedisBreaker(
          circuit, TIMEOUT, StoreTimers.of("redis", new SimpleMeterRegistry()), () -> time);
  private final List<@Nullable String> answers = new ArrayList<>();
  private final List<@Nullable Throwable> errors = new ArrayList<>();

  @Test
  void givesTheAnswer() {
    call(() -> CompletableFuture.completedStage("PONG"), 0);

    assertThat(answers).containsExactly("PONG");
    assertThat(errors).containsOnlyNulls();
    assertThat(circuit.getMetrics().getNumberOfSuccessfulCalls()).isOne();
  }

  @Test
  void makesOneErrorOfWhateverGoesWrong() {
    call(() -> CompletableFuture.failedStage(new IllegalStateException("READONLY")), 0);
    call(
        () ->
            CompletableFuture.failedStage(
                new CompletionException(new IllegalStateException("MOVED"))),
        0);
    call(
        () -> {
          throw new IllegalStateException("not connected");
        },
        0);

    assertThat(errors)
        .allSatisfy(error -> assertThat(error).isInstanceOf(RedisUnavailableException.class))
        .extracting(error -> error == null ? null : error.getCause().getMessage())
        .containsExactly("READONLY", "MOVED", "not connected");
    assertThat(breaker.openness()).isEqualTo(1);
  }

  @Test
  void waitsAsLongAsTheRequestHasLeftAndNoLonger() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    call(() -> answer, TIMEOUT.dividedBy(2).toNanos());

    time.advanceTimeBy(TIMEOUT.dividedBy(2).minusMillis(1));
    assertThat(errors).isEmpty();
    time.advanceTimeBy(Duration.ofMillis(1));

    assertThat(errors).singleElement().isInstanceOf(RedisUnavailableException.class);
    assertThat(circuit.getMetrics().getNumberOfFailedCalls()).isOne();
  }

  @Test
  void anAnswerThatComesTooLateIsNobodys() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    call(() -> answer, 0);
    time.advanceTimeBy(TIMEOUT);

    answer.complete("PONG");

    assertThat(answers).containsOnlyNulls();
    assertThat(errors).hasSize(1);
    assertThat(circuit.getMetrics().getNumberOfSuccessfulCalls()).isZero();
  }

  @Test
  void noTimerIsLeftBehindAnAnswer() {
    call(() -> CompletableFuture.completedStage("PONG"), 0);

    time.advanceTimeBy(TIMEOUT);

    assertThat(answers).containsExactly("PONG");
    assertThat(circuit.getMetrics().getNumberOfFailedCalls()).isZero();
  }

  @Test
  void noCallIsMadeWithoutTimeOrWhileRedisIsSpared() {
    Supplier<CompletionStage<String>> never =
        () -> {
          throw new AssertionError("called");
        };
    call(never, TIMEOUT.toNanos());
    circuit.transitionToOpenState();
    call(never, 0);

    assertThat(errors)
        .extracting(error -> error == null ? null : error.getMessage())
        .containsExactly("no time left to ask Redis", "Redis is being spared");
  }

  private void call(Supplier<CompletionStage<String>> call, long waitedNanos) {
    breaker.call(
        call,
        waitedNanos,
        (answer, error) -> {
          answers.add(answer);
          errors.add(error);
        });
  }
}
