package dev.paykore.gateway.ending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

class EndingTests {

  private final List<String> events = new ArrayList<>();
  private final TestPublisher<Void> work = TestPublisher.create();

  @Test
  void isToldOfTheEndBeforeAndAfterThoseWhoWait() {
    Ending.of(work.mono(), new Told(null)).doOnSuccess(done -> events.add("waiter")).subscribe();

    work.complete();

    assertThat(events).containsExactly("completed", "waiter", "over");
  }

  @Test
  void saysWhatThoseWhoWaitAreTold() {
    Ending.of(work.mono(), new Told(null))
        .doOnError(error -> events.add(String.valueOf(error.getMessage())))
        .onErrorComplete()
        .subscribe();

    work.error(new IllegalStateException("cause"));

    assertThat(events).containsExactly("failed", "told: cause", "over");
  }

  @Test
  void isToldWhenNobodyWaitsAnyMoreAfterTheWorkHasEnded() {
    Mono<Void> cancellable = work.mono().doOnCancel(() -> events.add("work"));
    Disposable waiter = Ending.of(cancellable, new Told(null)).subscribe();

    waiter.dispose();

    assertThat(events).containsExactly("work", "cancelled", "over");
  }

  @Test
  void onlyTheFirstEndCounts() {
    Disposable waiter = Ending.of(work.mono(), new Told(null)).subscribe();

    work.complete();
    waiter.dispose();

    assertThat(events).containsExactly("completed", "over");
  }

  @Test
  void whatItThrowsIsAnErrorOfTheWork() {
    IllegalStateException thrown = new IllegalStateException("thrown");

    StepVerifier.create(Ending.of(Mono.empty(), new Told(thrown)))
        .verifyErrorMessage("told: thrown");

    assertThat(events).containsExactly("completed", "failed", "over");
  }

  @Test
  void theWorkSeesTheContextOfThoseWhoWait() {
    Mono<Void> reads =
        Mono.deferContextual(
            context -> {
              events.add(context.get("key"));
              return Mono.empty();
            });

    Ending.of(reads, new Ending() {}).contextWrite(Context.of("key", "value")).block();

    assertThat(events).containsExactly("value");
  }

  private final class Told implements Ending {

    private final @Nullable RuntimeException thrown;

    Told(@Nullable RuntimeException thrown) {
      this.thrown = thrown;
    }

    @Override
    public void completed() {
      events.add("completed");
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public Throwable failed(Throwable failure) {
      events.add("failed");
      return new IllegalStateException("told: " + failure.getMessage(), failure);
    }

    @Override
    public void cancelled() {
      events.add("cancelled");
    }

    @Override
    public void over() {
      events.add("over");
    }
  }
}
