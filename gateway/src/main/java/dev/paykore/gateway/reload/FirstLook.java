package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.ConfigurationFiles;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Looks at the files before Boot reads them, and leaves what it saw as a bean. */
final class FirstLook implements EnvironmentPostProcessor, Ordered {

  private final ConfigurableBootstrapContext bootstrap;

  FirstLook(ConfigurableBootstrapContext bootstrap) {
    this.bootstrap = bootstrap;
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    FilesAtStart seen = FilesAtStart.of(ConfigurationFiles.of(environment));
    bootstrap.addCloseListener(closed -> leave(seen, closed.getApplicationContext()));
  }

  /** Only what Boot has read says which trees there are; it keeps what is read of them here. */
  private static void leave(FilesAtStart seen, ConfigurableApplicationContext context) {
    ConfigTrees trees = ConfigTrees.of(context.getEnvironment());
    context.getBeanFactory().registerSingleton("filesAtStart", seen.with(trees));
  }
}
