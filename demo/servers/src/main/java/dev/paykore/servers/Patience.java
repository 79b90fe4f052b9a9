package dev.paykore.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for servers that have to agree with each other. */
final class Patience {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private Patience() {}

  /**
   * Returns once the condition holds.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  static void until(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(LONGEST);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("not within %s: %s".formatted(LONGEST, what));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
