package dev.paykore.console.paging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list that is ordered by time and id; clients see it as one opaque word.
 *
 * @param at the time of the last entry before
 * @param id the id of the last entry before
 */
public record Cursor(Instant at, String id) {

  private static final char SEPARATOR = ' ';

  /** The word for clients. */
  public String encode() {
    String text = at.toString() + SEPARATOR + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor, or nothing if the word is none of ours. */
  public static Optional<Cursor> decode(String word) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
      int end = text.indexOf(SEPARATOR);
      return end < 0 || text.indexOf('\0') >= 0
          ? Optional.empty()
          : Optional.of(new Cursor(Instant.parse(text.substring(0, end)), text.substring(end + 1)));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
