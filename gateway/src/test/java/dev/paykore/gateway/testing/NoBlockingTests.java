package dev.paykore.gateway.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class NoBlockingTests {

  @Test
  void whoeverBlocksAnEventLoopFails() {
    Mono<Void> blocking =
        Mono.<Void>fromRunnable(NoBlockingTests::block).subscribeOn(Schedulers.parallel());
    assertThatThrownBy(blocking::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  private static void block() {
    try {
      Thread.sleep(Duration.ofMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
