package dev.paykore.gateway.routing;

import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends every request to its route. The framework's own mapping answers a CORS preflight itself,
 * before any filter: a 403 without a body to callers who were never authenticated.
 */
final class EdgeHandlerMapping extends RoutePredicateHandlerMapping {

  EdgeHandlerMapping(FilteringWebHandler handler, RouteLocator routes, Environment environment) {
    super(handler, routes, new GlobalCorsProperties(), environment);
  }

  @Override
  public Mono<Object> getHandler(ServerWebExchange exchange) {
    return getHandlerInternal(exchange).cast(Object.class);
  }
}
