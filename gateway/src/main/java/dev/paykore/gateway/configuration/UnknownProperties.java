package dev.paykore.gateway.configuration;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Finds what stands in an operator's files and is read by nobody: Boot itself passes over a
 * property outside the groups of the edge, and so over a group that is misspelt at its root.
 */
final class UnknownProperties {

  private static final String OPERATORS_FILE = "Config resource 'file";
  private static final ConfigurationPropertyName CHECKED_BY_ITS_GROUP =
      ConfigurationPropertyName.of(PropertyGroups.ROOT);
  private static final ConfigurationPropertyName IMPORT =
      ConfigurationPropertyName.of("spring.config.import");

  private UnknownProperties() {}

  static List<Problem> problems(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(source -> source.getName().startsWith(OPERATORS_FILE))
        .flatMap(UnknownProperties::properties)
        .filter(property -> !isKnown(property.getName()))
        .map(property -> BindProblems.unknown(property, "", KnownProperties.all().names()))
        .toList();
  }

  private static Stream<ConfigurationProperty> properties(PropertySource<?> file) {
    ConfigurationPropertySource source = ConfigurationPropertySource.from(file);
    return source instanceof IterableConfigurationPropertySource iterable
        ? iterable.stream().map(iterable::getConfigurationProperty)
        : Stream.empty();
  }

  private static boolean isKnown(ConfigurationPropertyName name) {
    return CHECKED_BY_ITS_GROUP.isAncestorOf(name)
        || IMPORT.equals(name)
        || IMPORT.isAncestorOf(name)
        || KnownProperties.all().contain(name);
  }
}
