package dev.paykore.gateway.guard;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.regex.Pattern;

/** Which characters of RFC 3986 stand where. */
final class UriText {

  private static final int ESCAPE_LENGTH = 3;
  private static final int HEX = 16;

  private static final BitSet PATH =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/");

  /** Square brackets are not in the RFC, but every client sends them. */
  private static final BitSet QUERY = union(PATH, ascii("?;[]"));

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private UriText() {}

  /** Whether all characters but {@code %} may stand in a path as they are; {@code ;} may not. */
  static boolean isPath(String text) {
    return consistsOf(PATH, text);
  }

  /** Whether all characters but {@code %} may stand in a query as they are. */
  static boolean isQuery(String text) {
    return consistsOf(QUERY, text);
  }

  private static boolean consistsOf(BitSet allowed, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%' && !allowed.get(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a percent sign is not followed by two hexadecimal digits. */
  static boolean hasBrokenEscape(String text) {
    return text.indexOf('%') >= 0 && BROKEN_ESCAPE.matcher(text).find();
  }

  /** The octets that a text of ASCII and valid escapes stands for. */
  static byte[] decode(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      boolean escape = text.charAt(at) == '%';
      octets.write(escape ? octet(text, at) : text.charAt(at));
      at += escape ? ESCAPE_LENGTH : 1;
    }
    return octets.toByteArray();
  }

  private static int octet(String text, int at) {
    return Integer.parseInt(text, at + 1, at + ESCAPE_LENGTH, HEX);
  }

  private static BitSet ascii(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }

  private static BitSet union(BitSet one, BitSet other) {
    BitSet both = new BitSet();
    both.or(one);
    both.or(other);
    return both;
  }
}
