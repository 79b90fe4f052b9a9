package dev.paykore.gateway.faults.floods;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Work on a thread of its own, until it is closed. */
final class Background implements AutoCloseable {

  private final Thread thread;
  private volatile boolean finished;

  private Background(Consumer<BooleanSupplier> work) {
    this.thread = Thread.ofVirtual().unstarted(() -> work.accept(() -> !finished));
  }

  /** Starts work that asks before each of its steps whether to go on. */
  static Background start(Consumer<BooleanSupplier> work) {
    Background background = new Background(work);
    background.thread.start();
    return background;
  }

  /** Waits for the step in hand. */
  @Override
  public void close() {
    finished = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
