package dev.paykore.gateway.routing;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
final class RouteConfigurationReader {

  private static final String PREFIX = "paykore.edge.routes";

  private final Environment environment;

  RouteConfigurationReader(Environment environment) {
    this.environment = environment;
  }

  List<ConfiguredRoute> read() {
    List<RouteProperties> routes =
        Binder.get(environment)
            .bind(PREFIX, Bindable.listOf(RouteProperties.class), new StrictBindHandler())
            .orElse(List.of());
    return IntStream.range(0, routes.size())
        .mapToObj(index -> new ConfiguredRoute(index, routes.get(index), origin(index)))
        .toList();
  }

  private @Nullable Origin origin(int index) {
    ConfigurationPropertyName route = ConfigurationPropertyName.of(PREFIX + "[" + index + "]");
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        Origin origin = firstOrigin(iterable, route);
        if (origin != null) {
          return origin;
        }
      }
    }
    return null;
  }

  private static @Nullable Origin firstOrigin(
      IterableConfigurationPropertySource source, ConfigurationPropertyName route) {
    return source.stream()
        .filter(route::isAncestorOf)
        .findFirst()
        .map(source::getConfigurationProperty)
        .map(ConfigurationProperty::getOrigin)
        .orElse(null);
  }
}
