package dev.paykore.gateway.routing.table;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A filter and all that follow it. A route's links are made once and serve all of its requests; the
 * framework sorts and links the filters anew for each request.
 */
public record FilterLink(GatewayFilter filter, GatewayFilterChain next)
    implements GatewayFilterChain {

  /** The chain of the filters in their order, and nothing after them. */
  static GatewayFilterChain chain(List<GatewayFilter> filters) {
    return chain(filters, exchange -> Mono.empty());
  }

  /**
   * The chain of the filters in their order.
   *
   * @param end what comes after the last of them
   */
  public static GatewayFilterChain chain(List<GatewayFilter> filters, GatewayFilterChain end) {
    GatewayFilterChain chain = end;
    for (GatewayFilter filter : filters.reversed()) {
      chain = new FilterLink(filter, chain);
    }
    return chain;
  }

  /** A filter begins only when those before it have come to it. */
  @Override
  public Mono<Void> filter(ServerWebExchange exchange) {
    return Mono.defer(() -> filter.filter(exchange, next));
  }
}
