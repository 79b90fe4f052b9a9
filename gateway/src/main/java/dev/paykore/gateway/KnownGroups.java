package dev.paykore.gateway;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses properties of the edge that belong to no group it knows: each group refuses what is
 * unknown within it, and nobody else would see that a whole group is misspelt.
 */
final class KnownGroups extends AbstractBindHandler {

  private static final String ROOT = "paykore.edge";
  private static final int GROUP = 2;
  private static final Set<String> NAMES =
      Set.of("authentication", "downstream", "redis", "requestsperminute", "routes", "server");

  private KnownGroups() {}

  /** Fails with the name, file and line of each property that is in no known group. */
  static void check(Environment environment) {
    Binder.get(environment).bind(ROOT, Bindable.of(Object.class), new KnownGroups());
  }

  @Override
  public <T> @Nullable Bindable<T> onStart(
      ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
    // Nothing is to be bound here, only looked at.
    return null;
  }

  @Override
  public void onFinish(
      ConfigurationPropertyName name,
      Bindable<?> target,
      BindContext context,
      @Nullable Object result) {
    Set<ConfigurationProperty> unknown = new TreeSet<>();
    StreamSupport.stream(context.getSources().spliterator(), false)
        .flatMap(source -> unknown(name, source))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw new UnboundConfigurationPropertiesException(unknown);
    }
  }

  private static Stream<ConfigurationProperty> unknown(
      ConfigurationPropertyName root, ConfigurationPropertySource source) {
    return source instanceof IterableConfigurationPropertySource iterable && !isOfTheSystem(source)
        ? iterable.stream()
            .filter(name -> root.isAncestorOf(name) && !isKnown(name))
            .map(iterable::getConfigurationProperty)
        : Stream.empty();
  }

  private static boolean isKnown(ConfigurationPropertyName name) {
    return NAMES.contains(name.getElement(GROUP, ConfigurationPropertyName.Form.UNIFORM));
  }

  /** A variable such as PAYKORE_EDGE_PORT only looks like a property of ours. */
  private static boolean isOfTheSystem(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }
}
