package dev.paykore.gateway.routing.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A route and where it is written.
 *
 * @param index its place in the list, from 0
 * @param origins the origin of one of its properties, such as {@code uri}, or of its first one for
 *     what is not there
 */
public record ConfiguredRoute(
    int index, RouteProperties route, Function<String, @Nullable Origin> origins) {

  /** The route's id, file and line, for messages. */
  String describe() {
    return describe("");
  }

  /** The route's id, with file and line of one of its properties, for messages. */
  public String describe(String property) {
    Origin origin = origins.apply(property);
    String name = route.id() == null ? "routes[%d]".formatted(index) : "'" + route.id() + "'";
    return origin == null ? name : "%s (%s)".formatted(name, Place.of(origin));
  }
}
