package dev.paykore.gateway.forwarding;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The headers of a request as Netty has them. Going through those of the framework looks each name
 * up once more, and makes a list of its values.
 */
final class ReceivedHeaders {

  private ReceivedHeaders() {}

  /**
   * Those that were received, or what the filters of the route have made of them.
   *
   * @throws IllegalArgumentException if such a filter has made what is no name or value
   */
  static HttpHeaders of(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    return isAsReceived(request, exchange)
            && ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest own
        ? own.requestHeaders()
        : copy(request.getHeaders());
  }

  /**
   * A filter that changes something gives the request other headers, in an exchange around ours.
   */
  @SuppressWarnings("ReferenceEquality") // Other headers with the same content are a copy.
  private static boolean isAsReceived(ServerHttpRequest request, ServerWebExchange exchange) {
    ServerWebExchange innermost = exchange;
    while (innermost instanceof ServerWebExchangeDecorator around) {
      innermost = around.getDelegate();
    }
    return innermost.getRequest().getHeaders() == request.getHeaders();
  }

  /** What was received the decoder has found valid. What a filter has set nobody has looked at. */
  private static HttpHeaders copy(org.springframework.http.HttpHeaders headers) {
    HttpHeaders copy = new DefaultHttpHeaders();
    headers.forEach(copy::add);
    return copy;
  }
}
