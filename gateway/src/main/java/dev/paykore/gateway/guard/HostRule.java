package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * There is exactly one Host: a name or an address, and perhaps a port. HTTP/1.0 is no exception,
 * since routes may hang on the host.
 */
final class HostRule implements Rule {

  private static final Pattern NAME_AND_PORT =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[([0-9A-Fa-f:.]{2,45})])(?::([0-9]{1,5}))?");
  private static final int ADDRESS_GROUP = 2;
  private static final int PORT_GROUP = 3;
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
    int port = lower.lastIndexOf(':');
    boolean hasPort = port > lower.lastIndexOf(']');
    String name = hasPort ? lower.substring(0, port) : lower;
    String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return hasPort ? whole + ":" + Integer.parseInt(lower.substring(port + 1)) : whole;
  }

  static boolean isHost(String text) {
    Matcher parts = NAME_AND_PORT.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String address = parts.group(ADDRESS_GROUP);
    return isPort(parts.group(PORT_GROUP))
        && (address == null ? hasNoEmptyLabel(text) : NetUtil.isValidIpV6Address(address));
  }

  private static boolean isPort(@Nullable String digits) {
    if (digits == null) {
      return true;
    }
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= HIGHEST_PORT;
  }

  private static boolean hasNoEmptyLabel(String text) {
    return !text.startsWith(".") && !text.contains("..");
  }
}
