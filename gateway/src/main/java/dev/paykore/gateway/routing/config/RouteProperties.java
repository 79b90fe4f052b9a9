package dev.paykore.gateway.routing.config;

import dev.paykore.keys.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.util.unit.DataSize;

/**
 * One route as an operator writes it, in the gateway's own vocabulary. Everything may be absent
 * here; {@link RouteCheck} says what may not.
 *
 * @param id names the route in logs and metrics
 * @param uri scheme, host and port of the downstream
 * @param order routes are tried in rising order, and in the order of the file where it is equal
 * @param predicates when the route matches, such as {@code Path=/v1/wallets/**}
 * @param filters what is changed on the way, such as {@code StripPrefix=1}
 * @param metadata the environment and the bounds of the route
 */
public record RouteProperties(
    @Nullable String id,
    @Nullable URI uri,
    @DefaultValue("0") int order,
    @DefaultValue List<PredicateDefinition> predicates,
    @DefaultValue List<FilterDefinition> filters,
    @DefaultValue Metadata metadata) {

  /**
   * What the route belongs to, and its bounds.
   *
   * @param environment the environment that the route and its downstream belong to
   * @param maxBody the largest request body that the route takes
   * @param responseTimeout from the last byte of the request to the head of the response, or {@code
   *     null} for the general one
   */
  public record Metadata(
      @Nullable Environment environment,
      @DefaultValue("10MB") DataSize maxBody,
      @Nullable Duration responseTimeout) {}
}
