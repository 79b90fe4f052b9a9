package dev.paykore.gateway.routing.dispatch;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes every request of the public port straight to its route. The framework's dispatcher would
 * look at handlers that the edge does not have, and answers a CORS preflight itself, with a 200 to
 * callers who were never authenticated.
 *
 * @param routes those that are served
 */
record RouteDispatcher(Routes routes) implements GatewayFilterChain {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange) {
    // A predicate that throws fails the request, not whoever puts the filters together.
    return Mono.defer(() -> routes.now().find(exchange).handle(exchange));
  }
}
