package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.BindProblems;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Reloadable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/** The levels under {@code logging.level}; a logger that is no longer named inherits again. */
final class LogLevels implements Reloadable {

  private static final String PREFIX = "logging.level";

  private final LoggingSystem logging;
  private Map<String, LogLevel> served;

  LogLevels(LoggingSystem logging, Environment started) {
    this.logging = logging;
    this.served = read(started);
  }

  @Override
  public Runnable prepare(Environment candidate) {
    Map<String, LogLevel> levels = read(candidate);
    return () -> replaceWith(levels);
  }

  private void replaceWith(Map<String, LogLevel> levels) {
    Set<String> names = new HashSet<>(served.keySet());
    names.addAll(levels.keySet());
    for (String name : names) {
      if (served.get(name) != levels.get(name)) {
        logging.setLogLevel(name, levels.get(name));
      }
    }
    served = levels;
  }

  private static Map<String, LogLevel> read(Environment environment) {
    try {
      return Binder.get(environment)
          .bind(PREFIX, Bindable.mapOf(String.class, LogLevel.class))
          .orElseGet(HashMap::new);
    } catch (BindException e) {
      InvalidConfigurationException.throwIfAny(BindProblems.of(e, PREFIX, Set.of()));
      throw e;
    }
  }
}
