package dev.paykore.gateway.handler;

import dev.paykore.gateway.error.EdgeErrorHandler;
import dev.paykore.gateway.routing.table.FilterLink;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;

@Configuration(proxyBeanMethods = false)
class HandlerConfiguration {

  /**
   * In the place of the framework's, for the public port alone.
   *
   * @param filters of every request, in their order; those of routes are no beans
   * @param routes come after them
   */
  @Bean
  EdgeHttpHandler edgeHttpHandler(
      List<GatewayFilter> filters,
      GatewayFilterChain routes,
      EdgeErrorHandler errors,
      ServerCodecConfigurer codecs,
      ApplicationContext context) {
    return new EdgeHttpHandler(FilterLink.chain(filters, routes), errors, codecs, context);
  }
}
