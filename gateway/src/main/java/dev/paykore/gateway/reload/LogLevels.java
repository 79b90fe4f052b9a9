package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.BindProblems;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Reloadable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/**
 * The levels under {@code logging.level}, of loggers and of groups of them as a start knows them; a
 * logger that is no longer named inherits again.
 */
final class LogLevels implements Reloadable {

  private static final String PREFIX = "logging.level";
  private static final String ROOT = LoggingSystem.ROOT_LOGGER_NAME;

  private final LoggingSystem logging;
  private final LoggerGroups groups;
  private final LogLevel levelOfRoot;
  private Map<String, LogLevel> served;

  LogLevels(LoggingSystem logging, LoggerGroups groups, Environment started) {
    this.logging = logging;
    this.groups = groups;
    this.served = read(started);
    this.levelOfRoot = served.containsKey(ROOT) ? LogLevel.INFO : levelOfRoot(logging);
  }

  @Override
  public Runnable prepare(Environment candidate) {
    Map<String, LogLevel> levels = read(candidate);
    levels.putIfAbsent(ROOT, levelOfRoot);
    return () -> replaceWith(levels);
  }

  /** The root has nobody to inherit from: INFO is what {@code logback-spring.xml} gives it. */
  private static LogLevel levelOfRoot(LoggingSystem logging) {
    LoggerConfiguration root = logging.getLoggerConfiguration(ROOT);
    return root == null ? LogLevel.INFO : root.getEffectiveLevel();
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

  private Map<String, LogLevel> read(Environment environment) {
    Map<String, LogLevel> levels = new HashMap<>();
    bind(environment)
        .forEach((name, level) -> loggers(name).forEach(logger -> levels.put(logger, level)));
    return levels;
  }

  private List<String> loggers(String name) {
    LoggerGroup group = groups.get(name);
    if (group != null && group.hasMembers()) {
      return group.getMembers();
    }
    return List.of(name.equalsIgnoreCase(ROOT) ? ROOT : name);
  }

  private static Map<String, LogLevel> bind(Environment environment) {
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
