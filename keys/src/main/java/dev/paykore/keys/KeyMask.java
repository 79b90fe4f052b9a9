package dev.paykore.keys;

import java.util.regex.Pattern;

/** Hides what looks like a key in a text that is to be logged. */
public final class KeyMask {

  private static final String UNDERSCORE = "(?:_|%(?:25)*5f)";

  private static final Pattern KEY =
      Pattern.compile("(?i)([sp]k" + UNDERSCORE + "(?:live|test)" + UNDERSCORE + ")[^/?&;#\\s]*");

  /** A key's digits alone are as good as the key, whichever way its prefix was written. */
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{40,}");

  private static final int LEAST_DIGITS = 40;

  private static final String MASK = "***";

  private KeyMask() {}

  /** The text with three stars in place of whatever may be a secret. */
  public static String mask(String text) {
    return mayHoldSecret(text) ? masked(text) : text;
  }

  private static String masked(String text) {
    String prefixed = KEY.matcher(text).replaceAll("$1" + MASK);
    return DIGITS.matcher(prefixed).replaceAll(MASK);
  }

  /** Looks at as little as it can: nearly every text is harmless, and each line has many. */
  private static boolean mayHoldSecret(String text) {
    return hasKind(text) || hasManyDigits(text);
  }

  private static boolean hasKind(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (endsKind(text.charAt(i), text.charAt(i - 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it ends the {@code sk_} or {@code pk_} of a key, however the rest is written. */
  static boolean endsKind(char c, char before) {
    return (c == '_' || c == '%') && (before == 'k' || before == 'K');
  }

  /** Looks backwards from where a run would end: a character that is no digit rules out many. */
  static boolean hasManyDigits(String text) {
    int end = LEAST_DIGITS - 1;
    while (end < text.length()) {
      int before = beforeDigits(text, end);
      if (end - before == LEAST_DIGITS) {
        return true;
      }
      end = before + LEAST_DIGITS;
    }
    return false;
  }

  /** Where the digits that end here begin, less one; no more than are asked for are looked at. */
  private static int beforeDigits(String text, int end) {
    int before = end;
    while (end - before < LEAST_DIGITS && isHexDigit(text.charAt(before))) {
      before--;
    }
    return before;
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
