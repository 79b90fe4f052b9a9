package dev.paykore.gateway.routing.dispatch;

import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import dev.paykore.gateway.routing.table.RouteCompiler;
import dev.paykore.gateway.routing.table.RouteFactories;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.validation.Validator;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  @SuppressWarnings("rawtypes")
  RouteFactories routeFactories(
      List<RoutePredicateFactory> predicates,
      List<GatewayFilterFactory> filters,
      BeanFactory beans,
      @Qualifier("webFluxConversionService") ObjectProvider<ConversionService> conversion,
      ObjectProvider<Validator> validator) {
    return new RouteFactories(
        predicates, filters, new ConfigurationService(beans, conversion, validator));
  }

  @Bean
  RouteCompiler routeCompiler(RouteFactories factories, List<GlobalFilter> globalFilters) {
    return new RouteCompiler(factories, globalFilters);
  }

  @Bean
  Routes routes(Environment environment, GatewayProperties gateway, RouteCompiler compiler) {
    InvalidConfigurationException.throwIfAny(routesOfTheFrameworks(gateway));
    return new Routes(environment, compiler);
  }

  @Bean
  RouteDispatcher routeDispatcher(Routes routes) {
    return new RouteDispatcher(routes);
  }

  /** Routes in the framework's own place would not be served; whoever wrote them believes so. */
  private static List<Problem> routesOfTheFrameworks(GatewayProperties gateway) {
    return gateway.getRoutes().isEmpty() && gateway.getDefaultFilters().isEmpty()
        ? List.of()
        : List.of(
            new Problem(
                null,
                "spring.cloud.gateway.server.webflux.routes and .default-filters",
                "(expected: none; routes stand under paykore.edge.routes)"));
  }
}
