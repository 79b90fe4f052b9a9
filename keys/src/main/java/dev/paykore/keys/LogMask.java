package dev.paykore.keys;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides keys and the values of {@code Authorization} in a value of a log line. */
public final class LogMask {

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{16,}");

  /** Shorter than any key and any credential. */
  private static final int HARMLESS_LENGTH = 12;

  private static final String[] SCHEMES = {"bearer", "basic"};

  /** The last letters of those. */
  private static final String SCHEME_ENDS = "rRcC";

  /** Of ASCII, what only a sign of a secret can come to its end with. */
  private static final boolean[] STOPS = stops("_% \t\n\u000B\f\r");

  private LogMask() {}

  /** The text with three stars in place of whatever may be a secret. */
  public static @Nullable String mask(@Nullable String text) {
    return text == null || text.length() < HARMLESS_LENGTH || !mayHoldSecret(text)
        ? text
        : withoutAuthorization(KeyMask.mask(text));
  }

  /**
   * One look at each character for all that the exact ones below and in {@link KeyMask} look for:
   * each line has a dozen texts, and nearly every one is harmless. Some harmless ones are taken for
   * more, no secret for less.
   */
  private static boolean mayHoldSecret(String text) {
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < STOPS.length && STOPS[c] && isSign(c, text.charAt(i - 1))) {
        return true;
      }
    }
    return KeyMask.hasManyDigits(text);
  }

  private static boolean isSign(char c, char before) {
    boolean isSpace = c <= ' ';
    return isSpace ? SCHEME_ENDS.indexOf(before) >= 0 : KeyMask.endsKind(c, before);
  }

  private static String withoutAuthorization(String text) {
    return namesScheme(text) ? AUTHORIZATION.matcher(text).replaceAll("$1$2***") : text;
  }

  /** Far cheaper than the pattern. */
  private static boolean namesScheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == 'b' || c == 'B') && beginsWithScheme(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWithScheme(String text, int at) {
    for (String scheme : SCHEMES) {
      if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] stops(String characters) {
    boolean[] stops = new boolean[128];
    characters.chars().forEach(c -> stops[c] = true);
    return stops;
  }
}
