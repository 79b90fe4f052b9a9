package dev.paykore.gateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The levels of the gateway's own configuration file, for tests that start no application. */
final class GatewayLogLevels {

  private static final String PREFIX = "logging.level.";

  private GatewayLogLevels() {}

  static void apply() {
    load().forEach(GatewayLogLevels::apply);
  }

  private static List<PropertySource<?>> load() {
    try {
      return new YamlPropertySourceLoader()
          .load("gateway", new ClassPathResource("application.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(PropertySource<?> source) {
    EnumerablePropertySource<?> properties = (EnumerablePropertySource<?>) source;
    for (String name : properties.getPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        Logger logger = (Logger) LoggerFactory.getLogger(name.substring(PREFIX.length()));
        logger.setLevel(Level.valueOf(String.valueOf(properties.getProperty(name))));
      }
    }
  }
}
