package dev.paykore.gateway.ratelimit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait at one bucket: some whose call is under way, and behind them those who have come
 * since. Only touched under the lock of its entry in the map of lines.
 */
final class Line {

  private final List<Waiter> underWay;
  private final List<Waiter> behind = new ArrayList<>();

  private Line(List<Waiter> underWay) {
    this.underWay = underWay;
  }

  /** The line with a newcomer: a new one, led by them, where there is none. */
  static Line join(@Nullable Line line, Waiter newcomer) {
    if (line == null) {
      return new Line(List.of(newcomer));
    }
    line.behind.add(newcomer);
    return line;
  }

  /** The line once its call has been answered, or {@code null} if nobody has come since. */
  @Nullable Line next() {
    return behind.isEmpty() ? null : new Line(behind);
  }

  /** Whether the waiter is the one who has to make the call for this line. */
  boolean isLedBy(Waiter waiter) {
    return underWay.getFirst() == waiter;
  }

  /** Those whose call is under way. */
  Batch batch() {
    return new Batch(underWay);
  }

  /** Tells everybody in the line that there is no answer. */
  void fail(Throwable error) {
    underWay.forEach(waiter -> waiter.fail(error));
    behind.forEach(waiter -> waiter.fail(error));
  }
}
