package dev.paykore.gateway.routing;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * The bounds of the route that a request matched.
 *
 * @param maxBodyBytes the largest request body that the route takes
 * @param responseTimeout from the end of the request to the head of the response, or {@code null}
 *     for the general one
 */
public record RouteBounds(long maxBodyBytes, @Nullable Duration responseTimeout) {

  /** The name of a route's metadata that holds them. */
  public static final String METADATA = "bounds";

  /** The bounds of the request's route. */
  public static RouteBounds of(ServerWebExchange exchange) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return (RouteBounds) Objects.requireNonNull(route.getMetadata().get(METADATA));
  }
}
