package dev.paykore.gateway.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.route.RouteDefinitionRouteLocator;
import org.springframework.cloud.gateway.support.ConfigurationService;
import reactor.core.publisher.Flux;

/**
 * Builds each route once, with nobody listening, so that a predicate or filter that does not exist
 * or an argument that does not bind is found before the edge serves, and is named with its route.
 */
@SuppressWarnings("rawtypes") // The framework itself takes the factories raw.
final class RouteDryRun {

  private final List<RoutePredicateFactory> predicates;
  private final List<GatewayFilterFactory> filters;
  private final ConfigurationService silent;

  /**
   * @param silent a configuration service without a publisher: a dry run must change nothing
   */
  RouteDryRun(
      List<RoutePredicateFactory> predicates,
      List<GatewayFilterFactory> filters,
      ConfigurationService silent) {
    this.predicates = predicates;
    this.filters = filters;
    this.silent = silent;
  }

  /** One sentence for each route that cannot be built. */
  List<String> problems(List<ConfiguredRoute> routes) {
    return routes.stream().flatMap(route -> problem(route).stream()).toList();
  }

  private Optional<String> problem(ConfiguredRoute configured) {
    try {
      build(configured.route());
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("Route %s: %s".formatted(configured.describe(), reason(e)));
    }
  }

  private void build(RouteProperties route) {
    EdgeRouteDefinitionLocator one = new EdgeRouteDefinitionLocator(List.of(route));
    Flux<?> built =
        new RouteDefinitionRouteLocator(one, predicates, filters, new GatewayProperties(), silent)
            .getRoutes();
    // Building a route is all computation: the list is there when the subscription returns.
    built.collectList().toFuture().join();
  }

  private static String reason(Throwable e) {
    return Stream.iterate(e, error -> error != null, Throwable::getCause)
        .reduce((outer, inner) -> inner)
        .map(Throwable::getMessage)
        .map(message -> message.replaceAll("\\s+", " "))
        .orElse(e.toString());
  }
}
