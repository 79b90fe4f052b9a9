package dev.paykore.keys;

import java.util.regex.Pattern;

/** Hides what looks like a key in a text that is to be logged. */
public final class KeyMask {

  private static final String UNDERSCORE = "(?:_|%(?:25)*5f)";

  private static final Pattern KEY =
      Pattern.compile("(?i)([sp]k" + UNDERSCORE + "(?:live|test)" + UNDERSCORE + ")[^/?&;#\\s]*");

  /** A key's digits alone are as good as the key, whichever way its prefix was written. */
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{40,}");

  private static final String MASK = "***";

  private KeyMask() {}

  /** The text with three stars in place of whatever may be a secret. */
  public static String mask(String text) {
    String prefixed = KEY.matcher(text).replaceAll("$1" + MASK);
    return DIGITS.matcher(prefixed).replaceAll(MASK);
  }
}
