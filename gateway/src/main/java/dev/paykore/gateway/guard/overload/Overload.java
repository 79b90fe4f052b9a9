package dev.paykore.gateway.guard.overload;

import java.time.Duration;

/**
 * Whether the edge is overloaded, from samples of its load: it is once it has been refusing for a
 * second, and no longer is once it has had room for a second. In between it stays as it was, so
 * that readiness does not flutter. That nobody asks is no room: an edge that refuses for want of
 * memory is not asked once it is not ready, and has nothing in hand.
 */
final class Overload {

  private static final long LONG_ENOUGH_NANOS = Duration.ofSeconds(1).toNanos();

  /** There is room below so many percent of what may be in hand. */
  private static final long ROOM_PERCENT = 80;

  private final long maxInFlight;
  private long refusedBefore;
  private Since refusing = Since.NEVER;
  private Since calm = Since.NEVER;
  private boolean overloaded;

  private record Since(boolean holds, long nanos) {
    static final Since NEVER = new Since(false, 0);

    Since orNow(long now) {
      return holds ? this : new Since(true, now);
    }

    boolean longEnough(long now) {
      return holds && now - nanos >= LONG_ENOUGH_NANOS;
    }
  }

  Overload(int maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  /**
   * Takes a sample.
   *
   * @param inFlight requests in hand
   * @param refused requests refused since the start
   * @param memoryShort whether there would be no room for more requests, however few are in hand
   * @param nowNanos monotonic
   * @return whether the edge is overloaded
   */
  boolean sample(int inFlight, long refused, boolean memoryShort, long nowNanos) {
    boolean refuses = refused > refusedBefore;
    refusedBefore = refused;
    if (refuses) {
      refusing = refusing.orNow(nowNanos);
      calm = Since.NEVER;
    } else if (!memoryShort && inFlight * 100L < maxInFlight * ROOM_PERCENT) {
      calm = calm.orNow(nowNanos);
      refusing = Since.NEVER;
    } else {
      calm = Since.NEVER;
    }
    if (refuses && refusing.longEnough(nowNanos)) {
      overloaded = true;
    } else if (calm.longEnough(nowNanos)) {
      overloaded = false;
    }
    return overloaded;
  }
}
