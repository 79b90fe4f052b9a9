package dev.paykore.gateway;

import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What all stages share; each stage wires itself in its own package. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  /** First of all: a misspelt property must not be found by what it fails to do. */
  @Bean
  static BeanFactoryPostProcessor knownGroupsOnly(Environment environment) {
    return beans -> KnownGroups.check(environment);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
