package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SingleFlightTests {

  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private final AtomicInteger started = new AtomicInteger();
  private final Sinks.One<String> answer = Sinks.one();
  private final List<String> heard = new ArrayList<>();

  @Test
  void callersWithOneQuestionShareOneFlight() {
    for (int caller = 0; caller < 3; caller++) {
      join("question").subscribe(heard::add);
    }
    answer.tryEmitValue("answer");
    assertThat(started).hasValue(1);
    assertThat(heard).containsExactly("answer", "answer", "answer");
  }

  @Test
  void anotherQuestionIsAnotherFlight() {
    join("question").subscribe();
    join("another").subscribe();
    assertThat(started).hasValue(2);
  }

  @Test
  void aFlightGoesOnWhenItsFirstCallerCancels() {
    join("question").subscribe().dispose();
    join("question").subscribe(heard::add);
    answer.tryEmitValue("answer");
    assertThat(started).hasValue(1);
    assertThat(heard).containsExactly("answer");
  }

  @Test
  void nothingIsKeptOnceAFlightHasLanded() {
    assertThat(flights.join("question", () -> Mono.just("first")).block()).isEqualTo("first");
    assertThat(flights.join("question", () -> Mono.just("second")).block()).isEqualTo("second");
  }

  @Test
  void whoeverHearsAnAnswerMayAskAnew() {
    join("question")
        .flatMap(first -> flights.join("question", () -> Mono.just("anew")))
        .subscribe(heard::add);
    answer.tryEmitValue("answer");
    assertThat(heard).containsExactly("anew");
  }

  @Test
  void allCallersHearOfAnErrorAndTheNextAsksAnew() {
    Mono<String> waiting = join("question");
    answer.tryEmitError(new IllegalStateException("lost"));
    assertThatThrownBy(waiting::block).hasMessage("lost");
    assertThat(flights.join("question", () -> Mono.just("found")).block()).isEqualTo("found");
  }

  @Test
  void anErrorBeforeTheStartLandsTheFlight() {
    assertThatThrownBy(flights.join("question", SingleFlightTests::broken)::block)
        .hasMessage("never started");
    assertThat(flights.join("question", () -> Mono.just("found")).block()).isEqualTo("found");
  }

  @Test
  void noAnswerIsAnErrorAndLeavesNobodyWaiting() {
    assertThatThrownBy(flights.join("question", Mono::empty)::block)
        .isInstanceOf(NoSuchElementException.class);
  }

  private Mono<String> join(String question) {
    return flights.join(
        question,
        () -> {
          started.incrementAndGet();
          return answer.asMono();
        });
  }

  private static Mono<String> broken() {
    throw new IllegalStateException("never started");
  }
}
