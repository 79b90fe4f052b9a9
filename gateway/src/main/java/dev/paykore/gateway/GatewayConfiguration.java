package dev.paykore.gateway;

import dev.paykore.gateway.configuration.GroupCheck;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** What all stages share; each stage wires itself in its own package. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  /** First of all: a misspelt property must not be found by what it fails to do. */
  @Bean
  static BeanFactoryPostProcessor rightConfigurationOnly(ConfigurableEnvironment environment) {
    return beans -> InvalidConfigurationException.throwIfAny(GroupCheck.problems(environment));
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
