package dev.paykore.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartsTests {

  private final List<String> ended = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void endInTheReverseOfTheirStart() {
    start("first");
    start("second");
    parts.close();
    assertThat(ended).containsExactly("second", "first");
  }

  @Test
  void endOnceHoweverOftenTheyAreClosed() {
    start("only");
    parts.close();
    parts.close();
    assertThat(ended).containsExactly("only");
  }

  @Test
  void endEvenIfAnotherFailsTo() {
    start("first");
    parts.start(
        () ->
            () -> {
              throw new IllegalStateException("on purpose");
            });
    parts.close();
    assertThat(ended).containsExactly("first");
  }

  @Test
  void doNotStartOnceTheEndHasCome() {
    parts.close();
    assertThatThrownBy(() -> start("late")).isInstanceOf(DemoException.class);
    assertThat(ended).isEmpty();
  }

  @Test
  void onesThatAreBeingStartedWhenTheEndComesEndAsWell() throws Exception {
    CountDownLatch starting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread starter =
        Thread.ofVirtual().start(() -> parts.start(() -> slow("slow", starting, goOn)));
    starting.await();
    Thread closer = Thread.ofVirtual().start(parts::close);
    goOn.countDown();
    starter.join();
    closer.join();
    assertThat(ended).containsExactly("slow");
  }

  private AutoCloseable slow(String name, CountDownLatch starting, CountDownLatch goOn) {
    starting.countDown();
    try {
      assertThat(goOn.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return () -> ended.add(name);
  }

  private void start(String name) {
    parts.start(() -> () -> ended.add(name));
  }
}
