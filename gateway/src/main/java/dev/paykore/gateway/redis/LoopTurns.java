package dev.paykore.gateway.redis;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects what is given in one turn of an event loop, which reads from all connections that have
 * something, and hands it on together at the end of the turn. What another thread gives is handed
 * on at once.
 *
 * @param <T> what is given
 */
public final class LoopTurns<T> {

  private final List<Turn> turns = new ArrayList<>();
  private final Consumer<List<T>> receiver;

  /**
   * @param loops whose turns are meant
   * @param receiver takes what was given, in order; runs on the loop
   */
  public LoopTurns(Iterable<EventExecutor> loops, Consumer<List<T>> receiver) {
    loops.forEach(loop -> turns.add(new Turn(loop)));
    this.receiver = receiver;
  }

  /** Gives one more. */
  public void add(T item) {
    for (Turn turn : turns) {
      if (turn.loop.inEventLoop()) {
        turn.add(item);
        return;
      }
    }
    receiver.accept(List.of(item));
  }

  /** What was given on one loop; nobody else touches it. */
  private final class Turn {

    private final EventExecutor loop;
    private List<T> given = new ArrayList<>();

    Turn(EventExecutor loop) {
      this.loop = loop;
    }

    void add(T item) {
      given.add(item);
      if (given.size() == 1) {
        loop.execute(this::end);
      }
    }

    private void end() {
      List<T> all = given;
      given = new ArrayList<>();
      receiver.accept(all);
    }
  }
}
