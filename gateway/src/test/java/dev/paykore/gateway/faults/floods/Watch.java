package dev.paykore.gateway.faults.floods;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again at how many connections the edge has to Postgres. */
final class Watch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Statements statements;
  private final Background background;
  private volatile long most;

  Watch(Statements statements) {
    this.statements = statements;
    this.background = Background.start(this::run);
  }

  /** The most that were seen at one time. */
  long most() {
    return most;
  }

  @Override
  public void close() {
    background.close();
  }

  private void run(BooleanSupplier goesOn) {
    while (goesOn.getAsBoolean()) {
      most = Math.max(most, statements.connections());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
