package dev.paykore.gateway.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CircuitPermitsTests {

  private static final Duration OPEN_FOR = Duration.ofSeconds(1);

  private final SlowClock clock = new SlowClock();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "store",
          CircuitBreakerConfig.custom()
              .clock(clock)
              .waitDurationInOpenState(OPEN_FOR)
              .permittedNumberOfCallsInHalfOpenState(1)
              .build());
  private final CircuitPermits permits = new CircuitPermits(breaker);

  @Test
  void whileOneEndsTheOpenStateOthersAreRefusedAndDoNotWait() throws Exception {
    breaker.transitionToOpenState();
    clock.begin(OPEN_FOR.plusMillis(1));
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(permits::tryAcquire);
    clock.awaitAsked();
    assertThat(permits.tryAcquire()).isFalse();
    assertThat(first).isNotDone();
    clock.answer();
    assertThat(first.get()).isTrue();
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void anOpenBreakerIsAskedAgainByTheNext() {
    breaker.transitionToOpenState();
    assertThat(permits.tryAcquire()).isFalse();
    assertThat(permits.tryAcquire()).isFalse();
    breaker.transitionToClosedState();
    assertThat(permits.tryAcquire()).isTrue();
  }

  /** Answers at once until told otherwise, and then not before it is told to. */
  private static final class SlowClock extends Clock {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile Instant now = Instant.EPOCH;
    private volatile boolean slow;

    void begin(Duration later) {
      now = now.plus(later);
      slow = true;
    }

    void awaitAsked() throws InterruptedException {
      asked.await();
    }

    void answer() {
      answered.countDown();
    }

    @Override
    public Instant instant() {
      if (slow) {
        asked.countDown();
        awaitAnswer();
      }
      return now;
    }

    private void awaitAnswer() {
      try {
        answered.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
