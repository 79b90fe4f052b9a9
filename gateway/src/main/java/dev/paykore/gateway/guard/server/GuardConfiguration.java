package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.client.TrustedProxies;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.observability.AccessLog;
import io.micrometer.core.instrument.MeterRegistry;
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
  Normalisation normalisation(ServerBounds bounds, MeterRegistry registry) {
    return new Normalisation(new TrustedProxies(bounds.trustedProxies()), registry);
  }

  @Bean
  GuardCustomizer guardCustomizer(
      ServerBounds bounds, AccessLog accessLog, Normalisation normalisation, Drain drain) {
    return new GuardCustomizer(bounds, accessLog, normalisation, drain);
  }

  @Bean
  InFlightLimit inFlightLimit(ServerBounds bounds) {
    return new InFlightLimit(bounds.maxInFlight());
  }
}
