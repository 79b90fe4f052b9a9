package dev.paykore.gateway.guard.overload;

import java.time.Duration;

/**
 * How long to wait for a collection that comes by itself. How full the heap is shows only with a
 * collection, and an edge that is not asked, because it is not ready, may have none for long.
 */
final class HeapPatience {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private long refusedBefore;
  private long sinceNanos;

  /**
   * Whether to have the heap collected now.
   *
   * @param waiting whether the edge is overloaded and its heap is short
   * @param refused requests refused since the start
   * @param nowNanos monotonic
   */
  boolean isOver(boolean waiting, long refused, long nowNanos) {
    boolean quiet = waiting && refused == refusedBefore;
    boolean over = quiet && nowNanos - sinceNanos >= PATIENCE_NANOS;
    if (!quiet || over) {
      refusedBefore = refused;
      sinceNanos = nowNanos;
    }
    return over;
  }
}
