package dev.paykore.gateway.configuration;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** The properties as they are written, before anything is bound to them. */
public final class WrittenProperties {

  private static final String OPERATORS_FILE = "Config resource 'file";
  private static final String HIDDEN = "***";
  private static final ConfigurationPropertyName OWN =
      ConfigurationPropertyName.of(PropertyGroups.ROOT);

  private WrittenProperties() {}

  /**
   * Those in an operator's files that are not of a group of the edge. A tree ({@code configtree:})
   * holds more than properties, so only what a library describes is one there.
   */
  public static Stream<ConfigurationProperty> ofLibraries(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .flatMap(WrittenProperties::ofOperator)
        .filter(property -> !OWN.isAncestorOf(property.getName()));
  }

  /** The one that counts: variables and arguments go before files. */
  public static @Nullable ConfigurationProperty find(
      Environment environment, ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        return property;
      }
    }
    return null;
  }

  /** Its value, unless there is none or it is of another type, which {@link LibraryCheck} tells. */
  static <T> Optional<T> value(Environment environment, String name, Class<T> type) {
    return value(environment, name, Bindable.of(type));
  }

  /** The same of a map or a list. */
  static <T> Optional<T> value(Environment environment, String name, Bindable<T> type) {
    try {
      return Optional.ofNullable(Binder.get(environment).bind(name, type).orElse(null));
    } catch (BindException told) {
      return Optional.empty();
    }
  }

  /** A problem of the property, if it is written anywhere. */
  static Optional<Problem> problem(Environment environment, String name, String expected) {
    return Optional.ofNullable(find(environment, ConfigurationPropertyName.of(name)))
        .map(property -> Problem.of(property, expected));
  }

  /** What is written there, for a message; what a tree holds may be a secret. */
  static String text(ConfigurationProperty property) {
    return property.getValue() instanceof ConfigTreePropertySource.Value
        ? HIDDEN
        : String.valueOf(property.getValue());
  }

  private static Stream<ConfigurationProperty> ofOperator(PropertySource<?> source) {
    if (source instanceof ConfigTreePropertySource) {
      return properties(source)
          .filter(property -> KnownProperties.all().described(property.getName()).isPresent());
    }
    return source.getName().startsWith(OPERATORS_FILE) ? properties(source) : Stream.empty();
  }

  private static Stream<ConfigurationProperty> properties(PropertySource<?> file) {
    ConfigurationPropertySource source = ConfigurationPropertySource.from(file);
    return source instanceof IterableConfigurationPropertySource iterable
        ? iterable.stream().map(iterable::getConfigurationProperty)
        : Stream.empty();
  }
}
