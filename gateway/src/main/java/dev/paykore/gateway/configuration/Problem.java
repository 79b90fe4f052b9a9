package dev.paykore.gateway.configuration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;

/**
 * One thing that is wrong with the configuration.
 *
 * @param origin where it is written, or {@code null} if it is written nowhere
 * @param property its full name
 * @param message what is there, and what was expected
 */
public record Problem(@Nullable Origin origin, String property, String message) {

  static Problem of(ConfigurationProperty property, String expected) {
    return new Problem(
        property.getOrigin(),
        property.getName().toString(),
        "'%s' (expected: %s)".formatted(WrittenProperties.text(property), expected));
  }

  /** The problem in one line, as compilers put it: {@code file:line:column: property: message}. */
  @Override
  public String toString() {
    String place = origin == null ? "" : Place.of(origin) + ": ";
    return "%s%s: %s".formatted(place, property, message);
  }
}
