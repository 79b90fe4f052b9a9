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

  private LogMask() {}

  /** The text with three stars in place of whatever may be a secret. */
  public static @Nullable String mask(@Nullable String text) {
    return text == null || text.length() < HARMLESS_LENGTH
        ? text
        : withoutAuthorization(KeyMask.mask(text));
  }

  private static String withoutAuthorization(String text) {
    return hasSpace(text) && namesScheme(text)
        ? AUTHORIZATION.matcher(text).replaceAll("$1$2***")
        : text;
  }

  /** Or any other that may stand between a scheme and a credential; most values have none. */
  private static boolean hasSpace(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return true;
      }
    }
    return false;
  }

  /** Far cheaper than the pattern, for each of a line's many values. */
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
}
