package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.header.HeaderNameSet;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;

/**
 * The headers that are about one connection and end with it (RFC 9110 7.6.1), in the messages of
 * either side.
 *
 * @param nominated what the message's own {@code Connection} names
 */
record HopByHop(HeaderNameSet nominated) {

  private static final HeaderNameSet NAMES =
      HeaderNameSet.of(
          "Connection",
          "Keep-Alive",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Connection",
          "TE",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade");

  private static final HopByHop OF_MOST = new HopByHop(HeaderNameSet.of());

  /** Those of a message with these headers. */
  static HopByHop of(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.CONNECTION)) {
      return OF_MOST;
    }
    List<String> connection = headers.getAll(HttpHeaderNames.CONNECTION);
    return isMereKeepAlive(connection)
        ? OF_MOST
        : new HopByHop(names(String.join(",", connection)));
  }

  /** Whether the header ends here. */
  boolean includes(CharSequence name) {
    return NAMES.contains(name) || nominated.contains(name);
  }

  /** As most answers have it: the one header that it names ends here anyway. */
  private static boolean isMereKeepAlive(List<String> connection) {
    return connection.size() == 1 && connection.getFirst().equalsIgnoreCase("Keep-Alive");
  }

  private static HeaderNameSet names(String connection) {
    return HeaderNameSet.of(
        Arrays.stream(connection.split(",", -1)).map(String::strip).toArray(String[]::new));
  }
}
