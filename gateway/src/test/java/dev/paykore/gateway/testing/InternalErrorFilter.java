package dev.paykore.gateway.testing;

import dev.paykore.gateway.RequestPipeline;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The bug that the edge has only in tests: one path makes it fail. */
final class InternalErrorFilter implements GlobalFilter, Ordered {

  static final String PATH = "/v1/bug";

  @Override
  public int getOrder() {
    return RequestPipeline.UNKNOWN_ROUTE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (exchange.getRequest().getPath().value().equals(PATH)) {
      throw new IllegalStateException("a bug");
    }
    return chain.filter(exchange);
  }
}
