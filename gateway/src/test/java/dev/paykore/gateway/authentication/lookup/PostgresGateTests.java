package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class PostgresGateTests {

  private static final int AT_ONCE = 3;
  private static final int WAITING = 2;
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final ApiKeyHash hash =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.LIVE).hash();
  private final List<Sinks.Empty<ApiKeyRecord>> asked = new ArrayList<>();
  private final PostgresGate gate = new PostgresGate(this::ask, properties());
  private final List<Throwable> refused = new ArrayList<>();
  private int absent;

  @Test
  void asksNoMoreThanSoManyAtOnceAndTheOthersInTurn() {
    find(AT_ONCE + WAITING);
    assertThat(asked).hasSize(AT_ONCE);
    asked.getFirst().tryEmitEmpty();
    assertThat(asked).hasSize(AT_ONCE + 1);
    assertThat(absent).isEqualTo(1);
  }

  @Test
  void refusesAtOnceWhenTooManyWait() {
    find(AT_ONCE + WAITING + 1);
    assertThat(refused)
        .singleElement()
        .isInstanceOf(PostgresGate.NoAnswer.class)
        .extracting(refusal -> refusal.getCause().getMessage())
        .isEqualTo("more than %d look-ups at once".formatted(AT_ONCE + WAITING));
  }

  @Test
  void refusesAtOnceWhileTheThreadThatHandsOutPlacesIsBusy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    PostgresGate busy =
        new PostgresGate(
            any -> {
              begun.countDown();
              awaitUninterruptibly(released);
              return Mono.never();
            },
            properties());
    Thread handingOut = Thread.startVirtualThread(() -> busy.findByHash(hash).subscribe());
    begun.await();
    for (int i = 0; i < AT_ONCE + WAITING; i++) {
      busy.findByHash(hash).subscribe(found -> {}, refused::add);
    }
    assertThat(refused).hasSize(1);
    released.countDown();
    handingOut.join();
  }

  @Test
  void anErrorIsNoAnswerAndFreesItsPlace() {
    find(AT_ONCE + 1);
    asked.getFirst().tryEmitError(new IllegalStateException("gone"));
    assertThat(refused).singleElement().extracting(Throwable::getCause).isNotNull();
    assertThat(asked).hasSize(AT_ONCE + 1);
  }

  @Test
  void nobodyWaitsLongerThanTheDeadlineWhetherAskedOrWaiting() {
    StepVerifier.withVirtualTime(() -> Flux.range(0, AT_ONCE + WAITING).flatMap(i -> timedOut()))
        .expectSubscription()
        .expectNoEvent(TIMEOUT.minusMillis(1))
        .thenAwait(Duration.ofMillis(1))
        .expectNextCount(AT_ONCE + WAITING)
        .verifyComplete();
    asked.clear();
    find(AT_ONCE);
    assertThat(asked).as("all places are free again").hasSize(AT_ONCE);
  }

  private Mono<Throwable> timedOut() {
    return gate.findByHash(hash)
        .map(found -> new Throwable("found"))
        .onErrorResume(PostgresGate.NoAnswer.class, error -> Mono.just(error.getCause()))
        .filter(TimeoutException.class::isInstance);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void find(int times) {
    for (int i = 0; i < times; i++) {
      gate.findByHash(hash).subscribe(found -> {}, refused::add, () -> absent++);
    }
  }

  private Mono<ApiKeyRecord> ask(ApiKeyHash wanted) {
    Sinks.Empty<ApiKeyRecord> answer = Sinks.empty();
    asked.add(answer);
    return answer.asMono();
  }

  private static LookUpProperties properties() {
    return new LookUpProperties(1, 1, Duration.ofSeconds(1), TIMEOUT, AT_ONCE, WAITING, 0);
  }
}
