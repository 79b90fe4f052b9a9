package dev.paykore.gateway.routing;

import java.util.List;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  EdgeRouteDefinitionLocator edgeRouteDefinitionLocator(
      Environment environment, GatewayProperties gateway) {
    List<ConfiguredRoute> routes = new RouteConfigurationReader(environment).read();
    List<String> problems = RouteCheck.problems(routes);
    if (!problems.isEmpty()) {
      throw new InvalidRoutesException(problems);
    }
    refuseUnchecked(gateway);
    return new EdgeRouteDefinitionLocator(routes.stream().map(ConfiguredRoute::route).toList());
  }

  @Bean
  RouteLocator unknownRoute(RouteLocatorBuilder builder) {
    return UnknownRoute.locator(builder);
  }

  @Bean
  EdgeHandlerMapping routePredicateHandlerMapping(
      FilteringWebHandler handler, RouteLocator cachedCompositeRouteLocator, Environment env) {
    return new EdgeHandlerMapping(handler, cachedCompositeRouteLocator, env);
  }

  /** Routes in the framework's own place would serve unchecked, of no environment. */
  private static void refuseUnchecked(GatewayProperties gateway) {
    if (!gateway.getRoutes().isEmpty() || !gateway.getDefaultFilters().isEmpty()) {
      throw new InvalidRoutesException(
          List.of(
              "spring.cloud.gateway.server.webflux.routes and .default-filters"
                  + " (expected: none; routes stand under paykore.edge.routes)"));
    }
  }
}
