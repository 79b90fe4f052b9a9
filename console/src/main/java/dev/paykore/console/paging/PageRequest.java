package dev.paykore.console.paging;

import dev.paykore.console.refusal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted; lists begin with what is newest.
 *
 * @param limit how many, 1 to {@link #MAX_LIMIT}
 * @param after where the page before ended, or {@code null} for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 100;

  /** The first page. */
  public static PageRequest first() {
    return new PageRequest(DEFAULT_LIMIT, null);
  }

  /**
   * Reads what a client wrote.
   *
   * @throws dev.paykore.console.refusal.RefusedException naming the field that is wrong
   */
  public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
    Checks checks = new Checks();
    int number = limit == null ? DEFAULT_LIMIT : parse(limit);
    Cursor after = cursor == null ? null : Cursor.decode(cursor).orElse(null);
    checks.expect(
        number >= 1 && number <= MAX_LIMIT,
        "limit",
        "Give a whole number from 1 to %d.".formatted(MAX_LIMIT));
    checks.expect(
        cursor == null || after != null,
        "cursor",
        "Give the next_cursor of the page before, unchanged.");
    checks.done();
    return new PageRequest(number, after);
  }

  private static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
