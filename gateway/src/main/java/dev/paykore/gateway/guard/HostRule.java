package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * There is exactly one Host: a name or an address, and perhaps a port. HTTP/1.0 is no exception,
 * since routes may hang on the host.
 */
final class HostRule implements Rule {

  private static final int LONGEST_NAME = 253;
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final int LONGEST_PORT = 5;
  private static final int HIGHEST_PORT = 65_535;

  @Override
  public Verdict check(HttpRequest head) {
    List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() != 1) {
      return Verdict.badRequest("Host: expected exactly one host.");
    }
    return isHost(hosts.getFirst())
        ? Verdict.PASSED
        : Verdict.badRequest("Host: expected a name or an address, and perhaps a port.");
  }

  /**
   * The one form of a host that routes compare with: names have no case (RFC 3986, section 3.2.2),
   * a dot at their end only says that they are whole, and a port has no leading zeros.
   */
  static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int end = nameEnd(lower);
    String name = lower.substring(0, end);
    String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return end < lower.length() ? whole + ":" + Integer.parseInt(lower.substring(end + 1)) : whole;
  }

  static boolean isHost(String text) {
    int end = nameEnd(text);
    return (end == text.length() || isPort(text.substring(end + 1)))
        && isNameOrAddress(text.substring(0, end));
  }

  /** Where the colon before the port is, or the end of a text without one. */
  private static int nameEnd(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? colon : host.length();
  }

  private static boolean isNameOrAddress(String text) {
    return text.startsWith("[") ? isAddress(text) : isName(text);
  }

  private static boolean isAddress(String bracketed) {
    if (!bracketed.endsWith("]")) {
      return false;
    }
    String address = bracketed.substring(1, bracketed.length() - 1);
    return ADDRESS.matcher(address).matches() && NetUtil.isValidIpV6Address(address);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && hasNameCharactersAlone(text)
        && hasNoEmptyLabel(text);
  }

  /** Asked of each request; a pattern takes four times as long. */
  private static boolean hasNameCharactersAlone(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNoEmptyLabel(String text) {
    return !text.startsWith(".") && !text.contains("..");
  }

  private static boolean isPort(String digits) {
    if (digits.isEmpty() || digits.length() > LONGEST_PORT || !hasDigitsAlone(digits)) {
      return false;
    }
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= HIGHEST_PORT;
  }

  private static boolean hasDigitsAlone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
