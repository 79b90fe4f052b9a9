package dev.paykore.gateway.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.r2dbc.spi.R2dbcBadGrammarException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.BadSqlGrammarException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class StoresProbeTests {

  private final RuntimeException noView =
      new BadSqlGrammarException("look-up", "SELECT", new R2dbcBadGrammarException("no such view"));
  private final RuntimeException gone =
      new DataAccessResourceFailureException("connection refused");

  private final Sinks.One<String> redis = Sinks.one();
  private final Sinks.One<String> postgres = Sinks.one();
  private final StoresProbe probe =
      new StoresProbe(Map.of("redis", redis.asMono(), "postgres", postgres.asMono()));

  @AfterEach
  void stop() {
    probe.stop();
    VirtualTimeScheduler.reset();
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
  void isOutOfServiceWithTheReasonWhileOneRefusesThoughAnotherHasAnswered() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    Instant mended = Instant.EPOCH.plusSeconds(60);
    StoresProbe refused = withPostgres(() -> instant(time).isBefore(mended) ? noView : null);
    refused.start();
    time.advanceTimeTo(mended.minusMillis(1));
    assertThat(refused.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(refused.health().getDetails())
        .containsEntry("reason", "postgres refuses: no such view");
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(refused.health().getDetails()).containsEntry("answered", "redis, postgres");
  }

  @Test
  void doesNotWaitForAStoreThatIsAwayAlsoIfItHasRefusedBefore() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    Instant away = Instant.EPOCH.plusSeconds(60);
    StoresProbe lost = withPostgres(() -> instant(time).isBefore(away) ? noView : gone);
    lost.start();
    time.advanceTimeTo(away.minusMillis(1));
    assertThat(lost.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(lost.health().getDetails()).containsEntry("answered", "redis");
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

  /** Redis answers; Postgres does while it has no failure. */
  private static StoresProbe withPostgres(Supplier<@Nullable RuntimeException> failure) {
    Mono<String> question =
        Mono.defer(
            () -> {
              RuntimeException now = failure.get();
              return now == null ? Mono.just("answer") : Mono.error(now);
            });
    return new StoresProbe(Map.of("redis", Mono.just("answer"), "postgres", question));
  }

  private static Instant instant(VirtualTimeScheduler time) {
    return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
  }
}
