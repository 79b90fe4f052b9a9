package dev.paykore.gateway.configuration;

import java.util.List;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.DefaultResourceLoader;

/** The configuration as the files say it now, read beside the one that is served, if any. */
public final class Candidate {

  private static final String FILE = "Config resource ";

  private Candidate() {}

  /**
   * Reads the files as a start with the same arguments and variables would, and checks them.
   *
   * @throws InvalidConfigurationException with all that is wrong, but for the routes
   */
  public static ConfigurableEnvironment load(ConfigurableEnvironment running) {
    return checked(read(running));
  }

  /**
   * Reads the files, and what they import.
   *
   * @throws InvalidConfigurationException if one is no YAML or is not there
   */
  public static ConfigurableEnvironment read(ConfigurableEnvironment running) {
    InvalidConfigurationException.throwIfAny(ConfigurationFiles.of(running).problems());
    ConfigurableEnvironment candidate = new StandardReactiveWebEnvironment();
    running.getPropertySources().stream()
        .filter(source -> !isFile(source))
        .forEach(source -> takeOver(source, candidate));
    read(candidate, running.getActiveProfiles());
    ConfigurationPropertySources.attach(candidate);
    return candidate;
  }

  /**
   * The candidate, if the edge may start with it.
   *
   * @throws InvalidConfigurationException with all that is wrong, but for the routes
   */
  public static ConfigurableEnvironment checked(ConfigurableEnvironment candidate) {
    InvalidConfigurationException.throwIfAny(GroupCheck.problems(candidate));
    return candidate;
  }

  private static void read(ConfigurableEnvironment candidate, String... profiles) {
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(
          candidate, new DefaultResourceLoader(), null, profiles);
    } catch (ConfigDataNotFoundException e) {
      String missing = "%s is not there (expected: a file)".formatted(e.getReferenceDescription());
      InvalidConfigurationException.throwIfAny(
          List.of(new Problem(Origin.from(e), "spring.config.import", missing)));
    }
  }

  private static boolean isFile(PropertySource<?> source) {
    return source.getName().startsWith(FILE)
        || source instanceof ConfigTreePropertySource
        || ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
  }

  private static void takeOver(PropertySource<?> source, ConfigurableEnvironment candidate) {
    candidate.getPropertySources().remove(source.getName());
    candidate.getPropertySources().addLast(source);
  }
}
