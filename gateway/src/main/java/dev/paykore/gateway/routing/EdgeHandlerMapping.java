package dev.paykore.gateway.routing;

import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Finds the route of a request, without the framework's own handling of CORS around it. */
final class EdgeHandlerMapping extends RoutePredicateHandlerMapping {

  EdgeHandlerMapping(FilteringWebHandler handler, RouteLocator routes, Environment environment) {
    super(handler, routes, new GlobalCorsProperties(), environment);
  }

  /** Nothing for the framework's dispatcher, which serves the management port as well. */
  @Override
  public Mono<Object> getHandler(ServerWebExchange exchange) {
    return Mono.empty();
  }

  /** The filters of the request's route, which is left on the exchange; there always is one. */
  Mono<WebHandler> route(ServerWebExchange exchange) {
    return getHandlerInternal(exchange).cast(WebHandler.class);
  }
}
