package dev.paykore.gateway.routing;

import dev.paykore.keys.Environment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import reactor.core.publisher.Flux;

/** The one source of routes: an immutable snapshot that was checked as a whole. */
final class EdgeRouteDefinitionLocator implements RouteDefinitionLocator {

  private static final String ENVIRONMENT = "environment";

  private final AtomicReference<List<RouteDefinition>> snapshot;

  EdgeRouteDefinitionLocator(List<RouteProperties> checkedRoutes) {
    this.snapshot = new AtomicReference<>(toDefinitions(checkedRoutes));
  }

  @Override
  public Flux<RouteDefinition> getRouteDefinitions() {
    return Flux.fromIterable(snapshot.get());
  }

  static List<RouteDefinition> toDefinitions(List<RouteProperties> routes) {
    return routes.stream().map(EdgeRouteDefinitionLocator::toDefinition).toList();
  }

  private static RouteDefinition toDefinition(RouteProperties route) {
    Environment environment = Objects.requireNonNull(route.metadata().environment());
    RouteDefinition definition = new RouteDefinition();
    definition.setId(Objects.requireNonNull(route.id()));
    definition.setUri(Objects.requireNonNull(route.uri()));
    definition.setOrder(route.order());
    definition.setPredicates(route.predicates());
    definition.setFilters(route.filters());
    definition.setMetadata(
        Map.of(
            ENVIRONMENT,
            environment.wireName(),
            RouteBounds.METADATA_KEY,
            RouteBounds.of(route.metadata())));
    return definition;
  }
}
