package dev.paykore.gateway.configuration;

import java.util.List;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds what stands in an operator's files and is read by nobody: Boot itself passes over a
 * property outside the groups of the edge, and so over a group that is misspelt at its root.
 */
final class UnknownProperties {

  private static final ConfigurationPropertyName IMPORT =
      ConfigurationPropertyName.of("spring.config.import");

  private UnknownProperties() {}

  static List<Problem> problems(ConfigurableEnvironment environment) {
    return WrittenProperties.ofLibraries(environment)
        .filter(property -> !isKnown(property.getName()))
        .map(property -> BindProblems.unknown(property, "", KnownProperties.all().names()))
        .toList();
  }

  private static boolean isKnown(ConfigurationPropertyName name) {
    return IMPORT.equals(name)
        || IMPORT.isAncestorOf(name)
        || KnownProperties.all().described(name).isPresent();
  }
}
