package dev.paykore.gateway.forwarding;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;

/** The connection that a request came on. */
final class ClientConnection {

  private ClientConnection() {}

  /** Whether nobody is there to answer any more. */
  static boolean isGone(ServerWebExchange exchange) {
    Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    return request instanceof Connection connection && !connection.channel().isActive();
  }
}
