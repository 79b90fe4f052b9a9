package dev.paykore.gateway.forwarding;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The headers that are about one connection and end with it (RFC 9110 7.6.1), in the messages of
 * either side.
 */
final class HopByHop {

  private static final Set<String> NAMES =
      names(
          "Connection",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Connection",
          "TE",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  private HopByHop() {}

  /** A set that does not mind the case of letters. */
  static Set<String> names(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Collections.addAll(set, names);
    return set;
  }

  /**
   * Whether the header ends here.
   *
   * @param nominated what the message's own {@code Connection} names
   */
  static boolean includes(String name, Collection<String> nominated) {
    return NAMES.contains(name) || nominated.contains(name);
  }

  /** The names in the values of a message's {@code Connection}. */
  static Set<String> nominatedBy(List<String> connection) {
    return connection.isEmpty() || isMereKeepAlive(connection)
        ? Set.of()
        : nominatedBy(String.join(",", connection));
  }

  /** As most answers have it: the one header that it names ends here anyway. */
  private static boolean isMereKeepAlive(List<String> connection) {
    return connection.size() == 1 && connection.getFirst().equalsIgnoreCase("Keep-Alive");
  }

  private static Set<String> nominatedBy(String connection) {
    return names(
        Arrays.stream(connection.split(",", -1)).map(String::strip).toArray(String[]::new));
  }
}
