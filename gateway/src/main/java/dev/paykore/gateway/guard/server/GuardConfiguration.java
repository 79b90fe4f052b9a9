package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.observability.AccessLog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerBounds.class)
class GuardConfiguration {

  @Bean
  GuardCustomizer guardCustomizer(ServerBounds bounds, AccessLog accessLog) {
    return new GuardCustomizer(bounds, accessLog);
  }

  @Bean
  InFlightLimit inFlightLimit(ServerBounds bounds) {
    return new InFlightLimit(bounds.maxInFlight());
  }
}
