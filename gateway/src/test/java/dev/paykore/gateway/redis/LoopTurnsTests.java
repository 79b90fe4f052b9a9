package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoopTurnsTests {

  private static final DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(2);

  /** A queue with locks might block the loop that adds to it. */
  private final Queue<List<String>> received = new ConcurrentLinkedQueue<>();

  private final LoopTurns<String> turns = new LoopTurns<>(loops, received::add);

  @AfterAll
  static void stop() {
    loops.shutdownGracefully().syncUninterruptibly();
  }

  @Test
  void whatIsGivenInOneTurnComesTogetherAndInOrder() {
    EventExecutor loop = loops.next();
    give(loop, "a", "b", "c");
    give(loop, "d");
    assertThat(next()).containsExactly("a", "b", "c");
    assertThat(next()).containsExactly("d");
  }

  @Test
  void eachLoopHasTurnsOfItsOwn() {
    EventExecutor one = loops.next();
    EventExecutor other = loops.next();
    assertThat(one).isNotSameAs(other);
    one.submit(
            () -> {
              turns.add("a");
              other.execute(() -> turns.add("x"));
              turns.add("b");
            })
        .syncUninterruptibly();
    assertThat(List.of(next(), next())).containsExactlyInAnyOrder(List.of("a", "b"), List.of("x"));
  }

  @Test
  void whatAReceiverGivesIsOfTheNextTurn() {
    AtomicReference<LoopTurns<String>> again = new AtomicReference<>();
    again.set(
        new LoopTurns<>(
            loops,
            given -> {
              received.add(given);
              if (given.contains("a")) {
                again.get().add("after");
              }
            }));
    LoopTurns<String> twice = again.get();
    loops.next().submit(() -> List.of("a", "b").forEach(twice::add)).syncUninterruptibly();
    assertThat(next()).containsExactly("a", "b");
    assertThat(next()).containsExactly("after");
  }

  @Test
  void anotherThreadDoesNotWait() {
    turns.add("a");
    assertThat(received.poll()).containsExactly("a");
    assertThat(received).isEmpty();
  }

  private void give(EventExecutor loop, String... items) {
    loop.submit(() -> List.of(items).forEach(turns::add)).syncUninterruptibly();
  }

  private List<String> next() {
    return await().until(received::poll, Objects::nonNull);
  }
}
