package dev.paykore.gateway.observability.logging;

import java.util.HexFormat;

/** What a text looks like as JSON; all but what must be escaped stands for itself. */
final class JsonEscape {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final char FIRST_PRINTABLE = ' ';
  private static final int ASCII = 128;
  private static final boolean[] PLAIN = plain();

  private JsonEscape() {}

  /** Whether the character stands for itself, in one byte. */
  static boolean isPlain(char c) {
    return c < ASCII && PLAIN[c];
  }

  /** The text in its quotes. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    text.codePoints().forEach(c -> append(c, json));
    return json.append('"').toString();
  }

  private static void append(int c, StringBuilder json) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\t' -> json.append("\\t");
      case '\n' -> json.append("\\n");
      case '\f' -> json.append("\\f");
      case '\r' -> json.append("\\r");
      default -> appendOther(c, json);
    }
  }

  /** UTF-8 has no bytes for half a character. */
  private static void appendOther(int c, StringBuilder json) {
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (c < FIRST_PRINTABLE || half) {
      json.append("\\u").append(HEX.toHexDigits((char) c));
    } else {
      json.appendCodePoint(c);
    }
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[ASCII];
    for (char c = FIRST_PRINTABLE; c < ASCII; c++) {
      plain[c] = c != '"' && c != '\\';
    }
    return plain;
  }
}
