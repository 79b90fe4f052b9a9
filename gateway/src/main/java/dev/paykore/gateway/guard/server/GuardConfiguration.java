package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.observability.AccessLog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerBounds.class)
class GuardConfiguration {

  @Bean
  Drain drain(ServerBounds bounds) {
    return new Drain(bounds.drainDelay());
  }

  @Bean
  GuardCustomizer guardCustomizer(ServerBounds bounds, AccessLog accessLog, Drain drain) {
    return new GuardCustomizer(bounds, accessLog, drain);
  }

  @Bean
  InFlightLimit inFlightLimit(ServerBounds bounds) {
    return new InFlightLimit(bounds.maxInFlight());
  }
}
