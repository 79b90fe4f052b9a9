package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.client.TrustedProxies;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.guard.overload.InFlightLimit;
import dev.paykore.gateway.guard.overload.MemoryPressure;
import dev.paykore.gateway.guard.overload.OverloadIndicator;
import dev.paykore.gateway.meter.EdgeMeter;
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
  KeepAlive keepAlive(Drain drain, MemoryPressure memory) {
    return new KeepAlive(drain, memory);
  }

  @Bean
  GuardCustomizer guardCustomizer(
      ServerBounds bounds,
      AccessLog accessLog,
      Normalisation normalisation,
      KeepAlive keepAlive,
      MemoryPressure memory) {
    return new GuardCustomizer(bounds, accessLog, normalisation, keepAlive, memory);
  }

  @Bean
  MemoryPressure memoryPressure() {
    return MemoryPressure.ofProcess();
  }

  @Bean
  InFlightLimit inFlightLimit(ServerBounds bounds, MemoryPressure memory, MeterRegistry registry) {
    int most = Math.min(bounds.maxInFlight(), memory.requestsThatFit());
    InFlightLimit limit = new InFlightLimit(most, memory);
    EdgeMeter.REQUESTS_IN_FLIGHT.gauge(limit::inFlight).register(registry);
    return limit;
  }

  @Bean
  OverloadIndicator overloadHealthIndicator(InFlightLimit limit, MemoryPressure memory) {
    return new OverloadIndicator(limit, memory, System::nanoTime);
  }
}
