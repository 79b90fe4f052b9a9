package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.Candidate;
import dev.paykore.gateway.configuration.GroupCheck;
import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import dev.paykore.gateway.configuration.Reloadable;
import dev.paykore.gateway.configuration.WrittenProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Reads the files again. Every part prepares itself first, and only when all of them can serve with
 * the candidate is any of it put in place.
 */
final class ConfigurationReload {

  private final ConfigurableEnvironment started;
  private final List<Reloadable> parts;
  private final Set<String> reloadable;
  private volatile ConfigTrees trees;

  /**
   * @param started the environment that the edge was started with
   * @param reloadable the prefixes of all properties that are read again
   */
  ConfigurationReload(
      ConfigurableEnvironment started, List<Reloadable> parts, Set<String> reloadable) {
    this.started = started;
    this.parts = parts;
    this.reloadable = reloadable;
    this.trees = ConfigTrees.of(started);
  }

  /** Those that the files imported when they were last read, be it that they were refused. */
  ConfigTrees trees() {
    return trees;
  }

  /**
   * Reads the files and has every part prepare itself.
   *
   * @return what puts it in place, if all of them can serve, and says what became of it
   */
  Supplier<ReloadResult> prepare() {
    try {
      ConfigurableEnvironment candidate = Candidate.read(started);
      trees = ConfigTrees.of(candidate);
      return prepare(Candidate.checked(candidate));
    } catch (RuntimeException e) {
      ReloadResult refused = refused(e);
      return () -> refused;
    }
  }

  private Supplier<ReloadResult> prepare(ConfigurableEnvironment candidate) {
    List<Runnable> prepared = parts.stream().map(part -> part.prepare(candidate)).toList();
    ReloadResult applied = new ReloadResult.Applied(takesRestart(candidate));
    return () -> putInPlace(prepared, applied);
  }

  private static ReloadResult putInPlace(List<Runnable> prepared, ReloadResult applied) {
    try {
      prepared.forEach(Runnable::run);
      return applied;
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  private static ReloadResult refused(RuntimeException failure) {
    if (failure instanceof InvalidConfigurationException invalid) {
      return new ReloadResult.Refused(invalid.problems().stream().map(Problem::toString).toList());
    }
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    return new ReloadResult.Refused(List.of(String.valueOf(cause.getMessage())));
  }

  private List<String> takesRestart(ConfigurableEnvironment candidate) {
    return Stream.concat(changedGroups(candidate), changedProperties(candidate)).sorted().toList();
  }

  private Stream<String> changedGroups(ConfigurableEnvironment candidate) {
    Map<String, Object> before = GroupCheck.values(started);
    Map<String, Object> now = GroupCheck.values(candidate);
    return now.keySet().stream()
        .filter(group -> !reloadable.contains(group))
        .filter(group -> !Objects.equals(before.get(group), now.get(group)));
  }

  private Stream<String> changedProperties(ConfigurableEnvironment candidate) {
    return Stream.of(started, candidate)
        .flatMap(WrittenProperties::ofLibraries)
        .map(ConfigurationProperty::getName)
        .distinct()
        .filter(name -> !isReloadable(name))
        .filter(name -> !Objects.equals(value(started, name), value(candidate, name)))
        .map(ConfigurationPropertyName::toString);
  }

  private boolean isReloadable(ConfigurationPropertyName name) {
    return reloadable.stream()
        .map(ConfigurationPropertyName::of)
        .anyMatch(prefix -> prefix.equals(name) || prefix.isAncestorOf(name));
  }

  /** As text: a tree's value is an object of its own each time it is read. */
  private static @Nullable String value(Environment environment, ConfigurationPropertyName name) {
    ConfigurationProperty property = WrittenProperties.find(environment, name);
    return property == null
        ? null
        : environment.resolvePlaceholders(String.valueOf(property.getValue()));
  }
}
