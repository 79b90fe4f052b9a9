package dev.paykore.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class StoresProbeTests {

  private final Sinks.One<String> redis = Sinks.one();
  private final Sinks.One<String> postgres = Sinks.one();
  private final StoresProbe probe =
      new StoresProbe(Map.of("redis", redis.asMono(), "postgres", postgres.asMono()));

  @AfterEach
  void stop() {
    probe.stop();
  }

  @Test
  void isOutOfServiceWithTheReasonUntilAStoreHasAnswered() {
    probe.start();
    Health health = probe.health();
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.getDetails()).containsEntry("reason", "no store has answered yet");
  }

  @Test
  void isUpOnceOneHasAnsweredAndStaysUp() {
    probe.start();
    postgres.tryEmitValue("answer");
    await().until(() -> probe.health().getStatus().equals(Status.UP));
    assertThat(probe.health().getDetails()).containsEntry("answered", "postgres");
    redis.tryEmitError(new IllegalStateException("down"));
    assertThat(probe.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void waitsForTheOtherStoreTooWhileItMayAnswer() {
    probe.start();
    redis.tryEmitValue("answer");
    assertThat(probe.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    postgres.tryEmitValue("answer");
    assertThat(probe.health().getDetails()).containsEntry("answered", "redis, postgres");
  }

  @Test
  void asksAStoreAgainUntilItAnswers() {
    AtomicInteger questions = new AtomicInteger();
    Mono<String> answersTheThirdTime =
        Mono.fromCallable(
            () -> {
              if (questions.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return "answer";
            });
    StoresProbe persistent = new StoresProbe(Map.of("redis", answersTheThirdTime));
    persistent.start();
    await().until(() -> persistent.health().getStatus().equals(Status.UP));
    persistent.stop();
    assertThat(questions).hasValue(3);
  }
}
