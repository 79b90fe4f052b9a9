package dev.paykore.gateway.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Begins with what another clock says, and from then on tells what has passed, whatever becomes of
 * that clock: what is spared for a second is so for a second, also when the time is set back.
 */
public final class MonotonicClock extends Clock {

  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final ZoneId zone;

  public MonotonicClock(Clock origin, LongSupplier nanoTime) {
    this(origin.instant(), nanoTime, nanoTime.getAsLong(), origin.getZone());
  }

  private MonotonicClock(Instant start, LongSupplier nanoTime, long startNanos, ZoneId zone) {
    this.start = start;
    this.nanoTime = nanoTime;
    this.startNanos = startNanos;
    this.zone = zone;
  }

  /** Of this machine. */
  public static MonotonicClock ofSystem() {
    return new MonotonicClock(Clock.systemUTC(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MonotonicClock(start, nanoTime, startNanos, other);
  }
}
