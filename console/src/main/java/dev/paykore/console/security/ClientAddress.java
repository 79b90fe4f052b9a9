package dev.paykore.console.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.web.server.ServerWebExchange;

/** Where a request comes from: the peer, or what a trusted proxy says if the server is told so. */
final class ClientAddress {

  private ClientAddress() {}

  static String of(ServerWebExchange exchange) {
    InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? "unknown" : address.getHostAddress();
  }
}
