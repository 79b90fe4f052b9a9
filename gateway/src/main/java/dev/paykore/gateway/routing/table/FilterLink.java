package dev.paykore.gateway.routing.table;

import java.util.List;
import java.util.function.Predicate;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * A filter and all that follow it. A route's links are made once and serve all of its requests; the
 * framework sorts and links the filters anew for each request.
 */
public record FilterLink(GatewayFilter filter, GatewayFilterChain next)
    implements GatewayFilterChain {

  /**
   * The chain of the filters in their order.
   *
   * @param mayRepeat which of them may take a request through the rest more than once, as the
   *     framework's {@code Retry} does: for them the rest begins anew each time
   */
  static GatewayFilterChain chain(
      List<GatewayFilter> filters, GatewayFilterChain end, Predicate<GatewayFilter> mayRepeat) {
    GatewayFilterChain chain = end;
    for (GatewayFilter filter : filters.reversed()) {
      chain = new FilterLink(filter, mayRepeat.test(filter) ? begunAnew(chain) : chain);
    }
    return chain;
  }

  /**
   * The chain of filters that take a request through the rest once.
   *
   * @param end what comes after the last of them
   */
  public static GatewayFilterChain chain(List<GatewayFilter> filters, GatewayFilterChain end) {
    return chain(filters, end, filter -> false);
  }

  /** What a filter throws fails the request, not whoever puts its filters together. */
  @Override
  public Mono<Void> filter(ServerWebExchange exchange) {
    try {
      return filter.filter(exchange, next);
    } catch (Throwable e) {
      Exceptions.throwIfFatal(e);
      return Mono.error(e);
    }
  }

  private static GatewayFilterChain begunAnew(GatewayFilterChain chain) {
    return exchange -> Mono.defer(() -> chain.filter(exchange));
  }
}
