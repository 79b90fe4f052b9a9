package dev.paykore.gateway.client;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proxies before the edge whose word counts. Each appends the address that it was called from,
 * so the client is found from the right: the first address that is no trusted proxy's. Whatever
 * stands before it, anyone may have written.
 *
 * @param ranges where such proxies are; none means that the peer is the client
 */
public record TrustedProxies(List<NetworkRange> ranges) {

  private static final Set<String> PROTOCOLS = Set.of("http", "https");

  private static final UntrustedForwarding UNTRUSTED = new UntrustedForwarding(System::nanoTime);

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /** Who sent the request that came with these headers from this peer. */
  Client client(InetAddress peer, HttpHeaders headers) {
    InetAddress nearest = IpAddress.unscoped(peer);
    if (isTrusted(nearest)) {
      return new Client(walk(nearest, headers), protocol(headers));
    }
    UNTRUSTED.look(nearest, headers);
    return new Client(nearest, null);
  }

  /** An entry that is no address ends the walk: the client is then the last proxy known. */
  private InetAddress walk(InetAddress peer, HttpHeaders headers) {
    InetAddress known = peer;
    for (String entry : elements(headers, Client.FORWARDED_FOR).reversed()) {
      InetAddress before = IpAddress.forwarded(entry);
      if (before == null) {
        return known;
      }
      known = before;
      if (!isTrusted(known)) {
        return known;
      }
    }
    return known;
  }

  /** What the nearest proxy says, if it says something that can be. */
  private static @Nullable String protocol(HttpHeaders headers) {
    List<String> protocols = elements(headers, Client.FORWARDED_PROTO);
    String nearest = protocols.isEmpty() ? "" : protocols.getLast().toLowerCase(Locale.ROOT);
    return PROTOCOLS.contains(nearest) ? nearest : null;
  }

  /** The elements of all fields of a name, in their order. */
  private static List<String> elements(HttpHeaders headers, CharSequence name) {
    return headers.getAll(name).stream()
        .flatMap(field -> Arrays.stream(field.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private boolean isTrusted(InetAddress address) {
    for (NetworkRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
