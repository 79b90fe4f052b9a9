package dev.paykore.gateway.routing.dispatch;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.routing.table.RouteCompiler;
import dev.paykore.gateway.routing.table.ServedRoute;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import reactor.core.publisher.Mono;

/**
 * The last route, which matches every request. It belongs to no environment, so authentication and
 * the limit hold for unknown paths too: without a valid key they are 401 and nobody learns which
 * routes there are; with one they are 404.
 */
final class UnknownRoute {

  static final String ID = "unknown-route";

  private UnknownRoute() {}

  static ServedRoute madeBy(RouteCompiler compiler) {
    Route route =
        Route.async()
            .id(ID)
            .uri("no://downstream")
            .order(Ordered.LOWEST_PRECEDENCE)
            .predicate(exchange -> true)
            .build();
    return compiler.compile(route, notFound());
  }

  private static GatewayFilter notFound() {
    return new OrderedGatewayFilter(
        (exchange, chain) ->
            Mono.error(() -> EdgeError.of(ErrorCode.ROUTE_NOT_FOUND).toException()),
        RequestPipeline.UNKNOWN_ROUTE);
  }
}
