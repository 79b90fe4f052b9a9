package dev.paykore.gateway.configuration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Checks that what stands in an operator's files for the libraries is of the types that they
 * describe. They themselves look at a value when something needs it, which may be at a start only,
 * and end with the first that is wrong.
 */
final class LibraryCheck {

  private LibraryCheck() {}

  static List<Problem> problems(ConfigurableEnvironment environment) {
    return WrittenProperties.ofLibraries(environment)
        .map(ConfigurationProperty::getName)
        .map(KnownProperties.all()::described)
        .flatMap(Optional::stream)
        .distinct()
        .flatMap(name -> problems(environment, name).stream())
        .toList();
  }

  private static List<Problem> problems(Environment environment, ConfigurationPropertyName name) {
    return KnownProperties.all()
        .type(name)
        .map(type -> problems(environment, name, type))
        .orElse(List.of());
  }

  private static List<Problem> problems(
      Environment environment, ConfigurationPropertyName name, ResolvableType type) {
    try {
      var _ = Binder.get(environment).bind(name, Bindable.of(type));
      return List.of();
    } catch (BindException e) {
      return BindProblems.of(e, name.toString(), Set.of());
    }
  }
}
