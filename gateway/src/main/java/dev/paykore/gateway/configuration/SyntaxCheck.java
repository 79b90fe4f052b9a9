package dev.paykore.gateway.configuration;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Ends a start with a file that is no YAML, before Boot stumbles over it without naming it. */
final class SyntaxCheck implements EnvironmentPostProcessor, Ordered {

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    InvalidConfigurationException.throwIfAny(ConfigurationFiles.of(environment).problems());
  }
}
