package dev.paykore.console.usage;

import dev.paykore.console.refusal.RefusedException;
import java.time.Instant;
import java.util.Locale;

/** How finely usage is shown, and with it for how long back. */
public enum Resolution {
  /** The last two minutes by second. */
  SECOND(1, 120),
  /** The last hour by minute. */
  MINUTE(60, 60),
  /** The last thirty days by hour. */
  HOUR(3_600, 30 * 24);

  private final long unitSeconds;
  private final int points;

  Resolution(long unitSeconds, int points) {
    this.unitSeconds = unitSeconds;
    this.points = points;
  }

  /**
   * Reads a lower-case name.
   *
   * @throws RefusedException if it is none
   */
  public static Resolution ofWireName(String name) {
    for (Resolution resolution : values()) {
      if (resolution.wireName().equals(name)) {
        return resolution;
      }
    }
    throw RefusedException.invalid("resolution", "Give second, minute or hour.");
  }

  /** The lower-case name. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long one stretch is. */
  public long unitSeconds() {
    return unitSeconds;
  }

  /** How many stretches there are. */
  public int points() {
    return points;
  }

  /** The epoch second at which the stretch in hand ends. */
  public long endAt(Instant now) {
    return (Math.floorDiv(now.getEpochSecond(), unitSeconds) + 1) * unitSeconds;
  }

  /** The epoch second at which the first stretch begins. */
  public long startAt(Instant now) {
    return endAt(now) - points * unitSeconds;
  }
}
