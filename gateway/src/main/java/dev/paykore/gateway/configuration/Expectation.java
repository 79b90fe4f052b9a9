package dev.paykore.gateway.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.util.unit.DataSize;

/** What a property of a type is expected to be, in words. */
final class Expectation {

  private Expectation() {}

  static String of(Class<?> type) {
    if (type == Duration.class) {
      return "a duration, such as 500ms, 10s or 5m";
    }
    if (type == DataSize.class) {
      return "a size, such as 512KB or 10MB";
    }
    if (type == URI.class) {
      return "a URI, such as http://wallets:8181";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    if (type == PredicateDefinition.class || type == FilterDefinition.class) {
      return "a name and arguments, such as Path=/v1/** or StripPrefix=1";
    }
    return type.isEnum() ? oneOf(type) : "a value of type " + type.getSimpleName();
  }

  private static String oneOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }
}
