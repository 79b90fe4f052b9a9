package dev.paykore.console.key;

import dev.paykore.console.refusal.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Reads the day from whose 00:00 UTC on a key is refused. */
public final class Expiry {

  private static final Pattern MIDNIGHT = Pattern.compile("T00:00(:00(\\.0+)?)?(Z|\\+00:00)$");
  private static final int LAST_YEAR = 9999;

  private Expiry() {}

  /**
   * Reads a date, or a time that is midnight in UTC.
   *
   * @throws RefusedException if it is neither, or not in the future
   */
  public static LocalDate parse(String text, Instant now) {
    try {
      LocalDate day = LocalDate.parse(MIDNIGHT.matcher(text.strip()).replaceFirst(""));
      check(day, now);
      return day;
    } catch (DateTimeException noDate) {
      throw RefusedException.invalid("expires_at", "Give a date such as 2030-01-31.");
    }
  }

  static void check(LocalDate day, Instant now) {
    if (day.getYear() > LAST_YEAR || !ApiKey.startOf(day).isAfter(now)) {
      throw RefusedException.invalid("expires_at", "Give a date in the future, in UTC.");
    }
  }
}
