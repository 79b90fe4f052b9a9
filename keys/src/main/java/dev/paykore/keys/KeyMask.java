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

  /** Looks once at each character: nearly every text is harmless, and each line has many. */
  private static boolean mayHoldSecret(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits = isHexDigit(c) ? digits + 1 : 0;
      if (digits == LEAST_DIGITS || isEndOfKind(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is the {@code k} of {@code sk_} or {@code pk_}, however the rest is written. */
  private static boolean isEndOfKind(String text, int at) {
    char c = text.charAt(at);
    if ((c != 'k' && c != 'K') || at + 1 == text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return next == '_' || next == '%';
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
