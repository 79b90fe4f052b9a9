package dev.paykore.gateway.routing.config;

import dev.paykore.gateway.configuration.BindProblems;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.PropertyNames;
import dev.paykore.gateway.configuration.StrictBindHandler;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Reads the routes from the configuration files. A property that is unknown or of the wrong type is
 * an error that names file, line and property.
 */
public final class RouteConfigurationReader {

  static final String PREFIX = "paykore.edge.routes";

  private final Environment environment;

  public RouteConfigurationReader(Environment environment) {
    this.environment = environment;
  }

  /**
   * The routes in the order of the file, unchecked.
   *
   * @throws InvalidConfigurationException if a property is unknown or of the wrong type
   */
  public List<ConfiguredRoute> read() {
    List<RouteProperties> routes = bind();
    return IntStream.range(0, routes.size())
        .mapToObj(index -> configured(index, routes.get(index)))
        .toList();
  }

  private List<RouteProperties> bind() {
    try {
      return Binder.get(environment)
          .bind(PREFIX, Bindable.listOf(RouteProperties.class), new StrictBindHandler())
          .orElse(List.of());
    } catch (BindException e) {
      InvalidConfigurationException.throwIfAny(
          BindProblems.of(e, PREFIX, PropertyNames.of(RouteProperties.class)));
      throw e;
    }
  }

  private ConfiguredRoute configured(int index, RouteProperties route) {
    String name = PREFIX + "[" + index + "]";
    return new ConfiguredRoute(
        index, route, property -> origin(ConfigurationPropertyName.of(name), property));
  }

  private @Nullable Origin origin(ConfigurationPropertyName route, String property) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        Origin own = property.isEmpty() ? null : firstOrigin(iterable, route.append(property));
        Origin origin = own == null ? firstOrigin(iterable, route) : own;
        if (origin != null) {
          return origin;
        }
      }
    }
    return null;
  }

  private static @Nullable Origin firstOrigin(
      IterableConfigurationPropertySource source, ConfigurationPropertyName name) {
    return source.stream()
        .filter(there -> name.equals(there) || name.isAncestorOf(there))
        .findFirst()
        .map(source::getConfigurationProperty)
        .map(ConfigurationProperty::getOrigin)
        .orElse(null);
  }
}
