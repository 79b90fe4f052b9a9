package dev.paykore.gateway.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        .map(property -> BindProblems.unknown(property, "", names()))
        .toList();
  }

  /** Those of the edge as well: a group that is misspelt at its root looks like a library's. */
  private static Set<String> names() {
    Set<String> names = new HashSet<>(KnownProperties.all().names());
    names.add(PropertyGroups.ROOT + "." + PropertyGroups.ROUTES);
    PropertyGroups.byPrefix()
        .forEach(
            (prefix, group) ->
                PropertyNames.of(group).forEach(name -> names.add(prefix + "." + name)));
    return names;
  }

  private static boolean isKnown(ConfigurationPropertyName name) {
    return IMPORT.equals(name)
        || IMPORT.isAncestorOf(name)
        || KnownProperties.all().described(name).isPresent();
  }
}
