package dev.paykore.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running parts of the demo. They end in the reverse of the order in which they were started,
 * each of them even if another fails. A part that is being started when the end comes is waited
 * for, so that it does not stay behind.
 */
final class Parts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T start(Supplier<T> part) {
    if (closed) {
      throw new DemoException("The demo is ending.");
    }
    T started = part.get();
    running.push(started);
    return started;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      close(running.pop());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("A part did not end in order: {}", NestedMessages.of(e));
    }
  }
}
