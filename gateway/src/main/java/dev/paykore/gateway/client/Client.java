package dev.paykore.gateway.client;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as the edge can know.
 *
 * @param address where it comes from
 * @param protocol {@code http} or {@code https} as a trusted proxy was called, or {@code null} if
 *     none says so
 */
public record Client(InetAddress address, @Nullable String protocol) {

  static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");

  /**
   * Who sent the request that came with these headers from this peer. One without an address, as a
   * connection is that has ended already, is nobody, and nobody's word counts.
   */
  public static Client of(
      @Nullable SocketAddress peer, HttpHeaders headers, TrustedProxies proxies) {
    return peer instanceof InetSocketAddress internet
        ? proxies.client(internet.getAddress(), headers)
        : new Client(IpAddress.NONE, null);
  }

  /** The address as text. */
  public String text() {
    return NetUtil.toAddressString(address);
  }

  /** Puts one address, and at most one protocol, in place of all that was said about them. */
  public void describe(HttpHeaders headers) {
    headers.set(FORWARDED_FOR, text());
    headers.remove(FORWARDED_PROTO);
    if (protocol != null) {
      headers.set(FORWARDED_PROTO, protocol);
    }
  }
}
