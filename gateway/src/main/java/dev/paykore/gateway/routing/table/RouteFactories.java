package dev.paykore.gateway.routing.table;

import dev.paykore.gateway.configuration.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.event.FilterArgsEvent;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.GatewayPredicate;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.cloud.gateway.support.HasRouteId;

/**
 * Makes the framework's predicates and filters from their definitions. It binds with a service that
 * publishes nothing, so that to try a route changes nothing (the framework itself tells its
 * limiters of arguments by {@link FilterArgsEvent}, also of a route that is then refused).
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // The framework itself takes the factories raw.
public final class RouteFactories {

  private final Map<String, RoutePredicateFactory> predicates;
  private final Map<String, GatewayFilterFactory> filters;
  private final ConfigurationService silent;

  /**
   * @param silent a configuration service without a publisher
   */
  public RouteFactories(
      List<RoutePredicateFactory> predicates,
      List<GatewayFilterFactory> filters,
      ConfigurationService silent) {
    this.predicates = byName(predicates, RoutePredicateFactory::name);
    this.filters = byName(filters, GatewayFilterFactory::name);
    this.silent = silent;
  }

  /** The names of the predicates that there are. */
  public Set<String> predicates() {
    return predicates.keySet();
  }

  /** The names of the filters that there are. */
  public Set<String> filters() {
    return filters.keySet();
  }

  /**
   * Makes one predicate.
   *
   * @throws IllegalArgumentException with what was expected, if there is none of that name
   * @throws RuntimeException if its arguments do not bind, or it does not take them
   */
  GatewayPredicate predicate(PredicateDefinition definition) {
    RoutePredicateFactory factory = named(definition.getName(), predicates, "predicate");
    Object config =
        silent.with(factory).name(definition.getName()).properties(definition.getArgs()).bind();
    Arguments.requireKnown(definition.getArgs(), factory, config);
    return GatewayPredicate.wrapIfNeeded(factory.apply(config));
  }

  /** Makes one filter of a route; throws what {@link #predicate} throws. */
  GatewayFilter filter(String routeId, FilterDefinition definition) {
    GatewayFilterFactory factory = named(definition.getName(), filters, "filter");
    Object config =
        silent.with(factory).name(definition.getName()).properties(definition.getArgs()).bind();
    Arguments.requireKnown(definition.getArgs(), factory, config);
    if (config instanceof HasRouteId hasRouteId) {
      hasRouteId.setRouteId(routeId);
    }
    return factory.apply(config);
  }

  private static <F> F named(@Nullable String name, Map<String, F> factories, String kind) {
    F factory = name == null ? null : factories.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "'%s' (expected: a %s that exists%s)"
              .formatted(name, kind, NearestName.hint(String.valueOf(name), factories.keySet())));
    }
    return factory;
  }

  private static <F> Map<String, F> byName(List<F> factories, Function<F, String> name) {
    return factories.stream()
        .collect(Collectors.toUnmodifiableMap(name, factory -> factory, (one, other) -> other));
  }
}
