package dev.paykore.gateway.routing.table;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.handler.predicate.GatewayPredicate;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A route as it is served.
 *
 * @param route as the framework's filters know it
 * @param predicates all of which must hold
 * @param filters of all routes and its own, in their order
 */
public record ServedRoute(
    Route route, List<GatewayPredicate> predicates, GatewayFilterChain filters) {

  public ServedRoute {
    predicates = List.copyOf(predicates);
  }

  /** Whether the request is this route's. A predicate that fails fails the request. */
  boolean matches(ServerWebExchange exchange) {
    for (GatewayPredicate predicate : predicates) {
      if (!predicate.test(exchange)) {
        return false;
      }
    }
    return true;
  }

  /** Takes the request through the filters. */
  public Mono<Void> handle(ServerWebExchange exchange) {
    exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, route);
    return filters.filter(exchange);
  }
}
