package dev.paykore.gateway.routing.config;

import dev.paykore.gateway.configuration.Place;
import dev.paykore.gateway.configuration.Problem;
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
  public String describe() {
    Origin origin = origins.apply("");
    return origin == null ? name() : "%s (%s)".formatted(name(), Place.of(origin));
  }

  /** Something that is wrong with one of its properties, such as {@code metadata.environment}. */
  public Problem problem(String property, String message) {
    return new Problem(
        origins.apply(property),
        "%s[%d].%s".formatted(RouteConfigurationReader.PREFIX, index, property),
        "%s, in route %s".formatted(message, name()));
  }

  private String name() {
    return route.id() == null ? "routes[%d]".formatted(index) : "'" + route.id() + "'";
  }
}
