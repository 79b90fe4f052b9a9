package dev.paykore.gateway.observability;

import dev.paykore.gateway.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

  @Bean
  AccessLog accessLog(MeterRegistry registry) {
    return new AccessLog(new RequestMeters(registry));
  }

  @Bean
  AccessLogFilter accessLogFilter(AccessLog log, Tracing tracing) {
    return new AccessLogFilter(log, tracing, System::nanoTime);
  }
}
