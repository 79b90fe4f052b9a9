package dev.paykore.gateway.error;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {

  @Bean
  EdgeErrorHandler edgeErrorHandler() {
    return new EdgeErrorHandler();
  }
}
