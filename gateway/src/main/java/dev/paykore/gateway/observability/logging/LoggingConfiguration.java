package dev.paykore.gateway.observability.logging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LoggingConfiguration {

  @Bean
  LogMeters logMeters() {
    return new LogMeters();
  }
}
