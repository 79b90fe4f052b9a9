package dev.paykore.bench.load;

/**
 * When the requests of one connection are due.
 *
 * @param firstNanos the first, by {@link System#nanoTime()}
 * @param intervalNanos between two of them
 * @param requests how many there are
 */
record Schedule(long firstNanos, double intervalNanos, int requests) {

  /** When a request is due, counted from 0. */
  long dueNanos(int request) {
    return firstNanos + Math.round(intervalNanos * request);
  }
}
