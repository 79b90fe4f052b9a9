package dev.paykore.gateway.routing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A route and where it is written.
 *
 * @param index its place in the list, from 0
 * @param origin file and line of its first property, if known
 */
record ConfiguredRoute(int index, RouteProperties route, @Nullable Origin origin) {

  /** The route's id, file and line, for messages. */
  String describe() {
    String name = route.id() == null ? "routes[%d]".formatted(index) : "'" + route.id() + "'";
    return origin == null ? name : "%s (%s)".formatted(name, origin);
  }
}
