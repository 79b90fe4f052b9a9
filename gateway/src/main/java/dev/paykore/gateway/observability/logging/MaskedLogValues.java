package dev.paykore.gateway.observability.logging;

import dev.paykore.keys.KeyMask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Masks keys and the values of {@code Authorization} in every structured line that the process
 * logs, whoever wrote it and at whichever level. Logging finds it in {@code spring.factories}: it
 * is there before the first bean.
 */
final class MaskedLogValues implements StructuredLoggingJsonMembersCustomizer<Object> {

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{16,}");

  /** Shorter than any key and any credential. */
  private static final int HARMLESS_LENGTH = 12;

  private static final String[] SCHEMES = {"bearer", "basic"};

  @Override
  public void customize(Members<Object> members) {
    members.applyingValueProcessor(ValueProcessor.of(String.class, MaskedLogValues::mask));
  }

  static @Nullable String mask(@Nullable String text) {
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
