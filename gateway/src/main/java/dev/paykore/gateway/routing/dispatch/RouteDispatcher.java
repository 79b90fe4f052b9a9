package dev.paykore.gateway.routing.dispatch;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.requestid.RequestId;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes every request of the public port straight to its route. The framework's dispatcher would
 * look at handlers that the edge does not have, and answers a CORS preflight itself, with a 200 to
 * callers who were never authenticated.
 */
final class RouteDispatcher implements WebFilter, Ordered {

  private final Routes routes;

  RouteDispatcher(Routes routes) {
    this.routes = routes;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.ROUTING;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    // Only the guard of the public port gives an id.
    return RequestId.find(exchange) == null
        ? chain.filter(exchange)
        : Mono.defer(() -> routes.now().find(exchange).handle(exchange));
  }
}
