package dev.paykore.gateway.routing;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.validation.Validator;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  EdgeRouteDefinitionLocator edgeRouteDefinitionLocator(
      Environment environment, GatewayProperties gateway, RouteDryRun dryRun) {
    List<ConfiguredRoute> routes = new RouteConfigurationReader(environment).read();
    refuseIfAny(RouteCheck.problems(routes));
    refuseIfAny(dryRun.problems(routes));
    refuseUnchecked(gateway);
    return new EdgeRouteDefinitionLocator(routes.stream().map(ConfiguredRoute::route).toList());
  }

  @Bean
  @SuppressWarnings("rawtypes")
  RouteDryRun routeDryRun(
      List<RoutePredicateFactory> predicates,
      List<GatewayFilterFactory> filters,
      BeanFactory beans,
      @Qualifier("webFluxConversionService") ObjectProvider<ConversionService> conversion,
      ObjectProvider<Validator> validator) {
    return new RouteDryRun(
        predicates, filters, new ConfigurationService(beans, conversion, validator));
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

  @Bean
  RouteDispatcher routeDispatcher(EdgeHandlerMapping routes) {
    return new RouteDispatcher(routes);
  }

  private static void refuseIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidRoutesException(problems);
    }
  }

  /** Routes in the framework's own place would serve unchecked, of no environment. */
  private static void refuseUnchecked(GatewayProperties gateway) {
    boolean any = !gateway.getRoutes().isEmpty() || !gateway.getDefaultFilters().isEmpty();
    refuseIfAny(
        any
            ? List.of(
                "spring.cloud.gateway.server.webflux.routes and .default-filters"
                    + " (expected: none; routes stand under paykore.edge.routes)")
            : List.of());
  }
}
