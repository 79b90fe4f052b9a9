package dev.paykore.console.web;

import dev.paykore.console.user.Caller;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the pages write times, numbers and names. Times are in UTC, as everywhere at PayKore. */
@Component("format")
final class Format {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Clock clock;

  Format(Clock clock) {
    this.clock = clock;
  }

  public Instant now() {
    return clock.instant();
  }

  public String time(Instant at) {
    return TIME.format(at);
  }

  public String day(Instant at) {
    return DAY.format(at);
  }

  /** The time of day, or with its day for stretches of an hour. */
  public String point(Instant at, boolean byHour) {
    return (byHour ? HOUR : CLOCK).format(at);
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(number);
  }

  /** Who made a change; one that was made by SQL names nobody. */
  public String actor(@Nullable String name) {
    return Objects.requireNonNullElse(name, Caller.SYSTEM.name());
  }

  /** How long ago, in words. */
  public String ago(@Nullable Instant at) {
    if (at == null) {
      return "Never";
    }
    Duration ago = Duration.between(at, clock.instant());
    if (ago.toSeconds() < 10) {
      return "Just now";
    }
    return span(ago) + " ago";
  }

  /** How long from now, in words. */
  public String until(Instant at) {
    Duration left = Duration.between(clock.instant(), at);
    return left.isPositive() ? "in " + span(left) : "now";
  }

  private static String span(Duration span) {
    if (span.toMinutes() < 1) {
      return span.toSeconds() + " s";
    }
    if (span.toHours() < 1) {
      return span.toMinutes() + " min";
    }
    return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " days";
  }
}
