package dev.paykore.gateway.configuration;

import jakarta.validation.Validation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Checks all properties of the edge but its routes: that each belongs to a group, is known there,
 * and is of the type and within the bounds that the group's record says. And of the libraries'
 * properties: that each is known and of its type, log levels, TLS, the time for a stop, and the
 * addresses of the stores.
 */
public final class GroupCheck {

  private static final String LOG_LEVELS = "logging.level";
  private static final SpringValidatorAdapter VALIDATOR =
      new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator());

  private final Environment environment;
  private final Map<String, Class<?>> groups = PropertyGroups.byPrefix();

  private GroupCheck(Environment environment) {
    this.environment = environment;
  }

  /** All that is wrong; none if the edge may start with it. */
  public static List<Problem> problems(ConfigurableEnvironment environment) {
    GroupCheck check = new GroupCheck(environment);
    List<Problem> problems = new ArrayList<>(check.unknownGroups());
    check.groups.forEach((prefix, group) -> problems.addAll(check.problems(prefix, group)));
    problems.addAll(check.logLevels());
    problems.addAll(UnknownProperties.problems(environment));
    problems.addAll(LibraryCheck.problems(environment));
    problems.addAll(TlsCheck.problems(environment));
    problems.addAll(DrainCheck.problems(environment));
    problems.addAll(StoreCheck.problems(environment));
    return problems;
  }

  /** The groups by their prefixes as a checked environment says them, each its record. */
  public static Map<String, Object> values(Environment environment) {
    Map<String, Object> values = new TreeMap<>();
    PropertyGroups.byPrefix()
        .forEach(
            (prefix, group) ->
                values.put(prefix, Binder.get(environment).bindOrCreate(prefix, group)));
    return values;
  }

  private List<Problem> problems(String prefix, Class<?> group) {
    BindHandler strict =
        new ValidationBindHandler(
            new NoUnboundElementsBindHandler(
                BindHandler.DEFAULT, new UnboundElementsSourceFilter()),
            VALIDATOR);
    try {
      var _ = Binder.get(environment).bindOrCreate(prefix, Bindable.of(group), strict);
      return List.of();
    } catch (BindException e) {
      return BindProblems.of(e, prefix, PropertyNames.of(group));
    }
  }

  private List<Problem> logLevels() {
    try {
      var _ =
          Binder.get(environment).bind(LOG_LEVELS, Bindable.mapOf(String.class, LogLevel.class));
      return List.of();
    } catch (BindException e) {
      return BindProblems.of(e, LOG_LEVELS, Set.of());
    }
  }

  /** Each group refuses what is unknown within it; nobody else sees that a group is misspelt. */
  private List<Problem> unknownGroups() {
    Set<String> known =
        Stream.concat(
                groups.keySet().stream(),
                Stream.of(PropertyGroups.ROOT + "." + PropertyGroups.ROUTES))
            .map(prefix -> prefix.substring(PropertyGroups.ROOT.length() + 1))
            .collect(Collectors.toSet());
    Set<String> uniform = known.stream().map(GroupCheck::uniform).collect(Collectors.toSet());
    return properties()
        .filter(property -> !uniform.contains(group(property, Form.UNIFORM)))
        .map(property -> unknownGroup(property, known))
        .toList();
  }

  private static Problem unknownGroup(ConfigurationProperty property, Set<String> known) {
    return new Problem(
        property.getOrigin(),
        property.getName().toString(),
        "'%s' is unknown (expected: a property that docs/configuration.md lists%s)"
            .formatted(
                WrittenProperties.text(property),
                NearestName.hint(group(property, Form.DASHED), known)));
  }

  private static String group(ConfigurationProperty property, Form form) {
    ConfigurationPropertyName root = ConfigurationPropertyName.of(PropertyGroups.ROOT);
    return property.getName().getElement(root.getNumberOfElements(), form);
  }

  private static String uniform(String group) {
    return ConfigurationPropertyName.of(group).getElement(0, Form.UNIFORM);
  }

  private Stream<ConfigurationProperty> properties() {
    ConfigurationPropertyName root = ConfigurationPropertyName.of(PropertyGroups.ROOT);
    Set<ConfigurationProperty> found = new LinkedHashSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable
          && !isOfTheSystem(source)) {
        iterable.stream()
            .filter(root::isAncestorOf)
            .map(iterable::getConfigurationProperty)
            .forEach(found::add);
      }
    }
    return found.stream();
  }

  /** A variable such as PAYKORE_EDGE_PORT only looks like a property of ours. */
  private static boolean isOfTheSystem(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }
}
