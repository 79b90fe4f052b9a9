package dev.paykore.gateway.environment;

import dev.paykore.keys.Environment;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** The environment that a route's metadata names. */
public final class RouteEnvironment {

  /** The name of the metadata; its value is {@code sandbox} or {@code live}. */
  public static final String METADATA = "environment";

  private RouteEnvironment() {}

  /**
   * The environment of the matched route, or {@code null} for a route of both.
   *
   * @throws IllegalArgumentException if no route is matched, or its environment is neither
   */
  public static @Nullable Environment of(ServerWebExchange exchange) {
    return of(exchange.<Route>getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
  }

  /** The environment of a route, or {@code null} for one of both. */
  public static @Nullable Environment of(Route route) {
    Object name = route.getMetadata().get(METADATA);
    return name == null ? null : Environment.ofWireName(name.toString());
  }
}
