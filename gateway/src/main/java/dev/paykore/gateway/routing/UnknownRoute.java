package dev.paykore.gateway.routing;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
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

  static RouteLocator locator(RouteLocatorBuilder builder) {
    return builder
        .routes()
        .route(
            ID,
            spec ->
                spec.order(Ordered.LOWEST_PRECEDENCE)
                    .alwaysTrue()
                    .filters(filters -> filters.filter(notFound()))
                    .uri("no://downstream"))
        .build();
  }

  private static GatewayFilter notFound() {
    return new OrderedGatewayFilter(
        (exchange, chain) ->
            Mono.error(() -> EdgeError.of(ErrorCode.ROUTE_NOT_FOUND).toException()),
        RequestPipeline.UNKNOWN_ROUTE);
  }
}
