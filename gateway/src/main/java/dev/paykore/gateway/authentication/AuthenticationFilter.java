package dev.paykore.gateway.authentication;

import dev.paykore.gateway.RequestPipeline;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a request pass that is authenticated. */
final class AuthenticationFilter implements GlobalFilter, Ordered {

  private final Authentication authentication;

  AuthenticationFilter(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return authentication.authenticate(exchange).flatMap(record -> chain.filter(exchange));
  }

  @Override
  public int getOrder() {
    return RequestPipeline.AUTHENTICATION;
  }
}
