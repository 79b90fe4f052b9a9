package dev.paykore.gateway.configuration;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Refuses properties that nothing was bound to. Boot's own handler does not look below the first
 * level of a list's elements, and a misspelt bound of a route lies just there.
 *
 * <p>Only the source that a list comes from is looked at: it replaces the lists of those below it.
 */
public final class StrictBindHandler extends AbstractBindHandler {

  private final Set<ConfigurationPropertyName> bound = new HashSet<>();

  @Override
  public Object onSuccess(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
    bound.add(name);
    return result;
  }

  @Override
  public void onFinish(
      ConfigurationPropertyName name,
      Bindable<?> target,
      BindContext context,
      @Nullable Object result) {
    if (context.getDepth() == 0) {
      refuseUnbound(name, context);
    }
  }

  private void refuseUnbound(ConfigurationPropertyName root, BindContext context) {
    StreamSupport.stream(context.getSources().spliterator(), false)
        .filter(IterableConfigurationPropertySource.class::isInstance)
        .map(IterableConfigurationPropertySource.class::cast)
        .filter(source -> source.stream().anyMatch(root::isAncestorOf))
        .findFirst()
        .ifPresent(source -> refuseUnbound(root, source));
  }

  private void refuseUnbound(
      ConfigurationPropertyName root, IterableConfigurationPropertySource source) {
    Set<ConfigurationProperty> unbound =
        source.stream()
            .filter(name -> root.isAncestorOf(name) && !bound.contains(name))
            .map(source::getConfigurationProperty)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unbound.isEmpty()) {
      throw new UnboundConfigurationPropertiesException(unbound);
    }
  }
}
