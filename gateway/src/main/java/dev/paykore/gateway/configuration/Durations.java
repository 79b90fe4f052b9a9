package dev.paykore.gateway.configuration;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/** Durations in words of the files. */
public final class Durations {

  private Durations() {}

  /** As a file would have it, in the largest unit that leaves no rest: {@code 35s}, {@code 2m}. */
  public static String text(Duration duration) {
    return DurationStyle.SIMPLE.print(duration, unit(duration));
  }

  private static ChronoUnit unit(Duration duration) {
    if (duration.isZero()) {
      return ChronoUnit.SECONDS;
    }
    return Stream.of(
            ChronoUnit.HOURS,
            ChronoUnit.MINUTES,
            ChronoUnit.SECONDS,
            ChronoUnit.MILLIS,
            ChronoUnit.MICROS)
        .filter(unit -> duration.truncatedTo(unit).equals(duration))
        .findFirst()
        .orElse(ChronoUnit.NANOS);
  }
}
