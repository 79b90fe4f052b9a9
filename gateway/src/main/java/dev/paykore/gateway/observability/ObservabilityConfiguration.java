package dev.paykore.gateway.observability;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

  @Bean
  AccessLog accessLog() {
    return new AccessLog();
  }

  @Bean
  AccessLogFilter accessLogFilter(AccessLog log) {
    return new AccessLogFilter(log, System::nanoTime);
  }
}
