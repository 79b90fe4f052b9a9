package dev.paykore.gateway.configuration;

import java.util.Map;
import java.util.Optional;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A type as the libraries' metadata spells it, such as {@code
 * java.util.Map<java.lang.String,java.time.Duration>}.
 */
final class DescribedType {

  private DescribedType() {}

  /** The type, unless it has a wildcard or is of a library that is not there. */
  static Optional<ResolvableType> parse(String text) {
    try {
      return Optional.of(type(text));
    } catch (ClassNotFoundException | LinkageError notThere) {
      return Optional.empty();
    }
  }

  private static ResolvableType type(String text) throws ClassNotFoundException {
    int generics = text.indexOf('<');
    if (generics < 0) {
      return ResolvableType.forClass(ClassUtils.forName(text, null));
    }
    Class<?> raw = ClassUtils.forName(text.substring(0, generics), null);
    return withGenerics(raw, text.substring(generics + 1, text.length() - 1));
  }

  /** The keys of maps have no generics of their own, so the first comma ends them. */
  private static ResolvableType withGenerics(Class<?> raw, String arguments)
      throws ClassNotFoundException {
    if (raw != Map.class) {
      return ResolvableType.forClassWithGenerics(raw, type(arguments));
    }
    String[] keyAndValue = arguments.split(",", 2);
    return ResolvableType.forClassWithGenerics(raw, type(keyAndValue[0]), type(keyAndValue[1]));
  }
}
