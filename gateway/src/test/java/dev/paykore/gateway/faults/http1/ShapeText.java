package dev.paykore.gateway.faults.http1;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as a person can read them: ASCII as it is, {@code \r \n \t \\ \xHH} for the rest, <code>
 * {text*n}</code> for n times the text, and names in braces for what most requests begin with.
 */
final class ShapeText {

  private static final Pattern REPEATED = Pattern.compile("\\{([^{}]+)\\*([0-9]+)}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([rnt\\\\]))");
  private static final Map<String, String> LETTERS =
      Map.of("r", "\r", "n", "\n", "t", "\t", "\\", "\\");
  private static final int HEX = 16;

  private ShapeText() {}

  static byte[] read(String text, String key) {
    String expanded = REPEATED.matcher(named(text, key)).replaceAll(ShapeText::repeat);
    return ESCAPE
        .matcher(expanded)
        .replaceAll(ShapeText::unescape)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bytes in a form that {@link #read} reads again, for a failure to be kept. */
  static String write(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte octet : bytes) {
      text.append(escape((char) (octet & 0xff)));
    }
    return text.toString();
  }

  private static String named(String text, String key) {
    String field = "X-API-Key: " + key + "\\r\\n";
    String rest = " HTTP/1.1\\r\\n{HOST}{KEY}";
    return text.replace("{NEXT}", "GET /smuggled{REST}\\r\\n")
        .replace("{GET}", "GET /a{REST}")
        .replace("{POST}", "POST /a{REST}")
        .replace("{REST}", rest)
        .replace("{HOST}", "Host: localhost\\r\\n")
        .replace("{CHUNKED}", "Transfer-Encoding: chunked\\r\\n")
        .replace("{KEY}", field);
  }

  private static String repeat(MatchResult repeated) {
    String text = repeated.group(1).repeat(Integer.parseInt(repeated.group(2)));
    return Matcher.quoteReplacement(text);
  }

  private static String unescape(MatchResult escape) {
    String octet = escape.group(1);
    String character =
        octet == null
            ? LETTERS.get(escape.group(2))
            : String.valueOf((char) Integer.parseInt(octet, HEX));
    return Matcher.quoteReplacement(character);
  }

  private static String escape(char c) {
    return switch (c) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default ->
          c >= ' ' && c < 0x7f && c != '{' ? String.valueOf(c) : "\\x%02x".formatted((int) c);
    };
  }
}
