package dev.paykore.bench.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What is running and has to end, in the reverse of the order in which it was started. The end may
 * come from another thread, when the comparison is interrupted; then nothing more starts.
 */
public final class Running implements AutoCloseable {

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;

  /** Starts something and keeps it until the end. */
  public synchronized <T extends AutoCloseable> T start(Supplier<T> part) {
    if (closed) {
      throw new IllegalStateException("the comparison has ended");
    }
    T started = part.get();
    running.push(started);
    return started;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      end(running.pop());
    }
  }

  /** Whatever fails to end, the others shall. */
  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("bench: " + part.getClass().getSimpleName() + " did not end: " + e);
    }
  }
}
