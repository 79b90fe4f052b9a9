package dev.paykore.gateway.observability;

import dev.paykore.keys.KeyMask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of a client, made fit for a log. */
final class LogText {

  private static final int LONGEST = 512;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");

  private LogText() {}

  /** Whether more would have to be kept of it than can be in a log. */
  static boolean isLong(@Nullable String text) {
    return text != null && text.length() > LONGEST;
  }

  /**
   * The text without anything that looks like a key, could forge a line or move a terminal's
   * cursor.
   */
  static @Nullable String printable(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String masked = KeyMask.mask(text);
    String start = masked.length() > LONGEST ? masked.substring(0, LONGEST) + "..." : masked;
    return isPrintable(start) ? start : UNPRINTABLE.matcher(start).replaceAll("?");
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
