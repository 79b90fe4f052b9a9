package dev.paykore.gateway.faults.floods;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again at how many connections the edge has to Postgres. */
final class Watch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Statements statements;
  private final Thread thread;
  private volatile long most;
  private volatile boolean finished;

  Watch(Statements statements) {
    this.statements = statements;
    this.thread = Thread.ofVirtual().start(this::run);
  }

  /** The most that were seen at one time. */
  long most() {
    return most;
  }

  @Override
  public void close() {
    finished = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!finished) {
      most = Math.max(most, statements.connections());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
