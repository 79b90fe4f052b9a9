package dev.paykore.gateway.routing.table;

import dev.paykore.gateway.configuration.NearestName;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.springframework.cloud.gateway.support.NameUtils;
import org.springframework.cloud.gateway.support.ShortcutConfigurable;
import org.springframework.cloud.gateway.support.ShortcutConfigurable.ShortcutType;

/**
 * The arguments of a predicate or a filter as they are written, by name or in the short form. The
 * framework passes over those that it does not know.
 */
final class Arguments {

  private static final int PREFIX_LENGTH = 3;

  private Arguments() {}

  /**
   * Checks that each of them is one that the factory takes.
   *
   * @param config what they have been bound to
   * @throws IllegalArgumentException with what was expected
   */
  static void requireKnown(
      Map<String, String> arguments, ShortcutConfigurable factory, Object config) {
    NavigableSet<String> names = names(config);
    arguments.forEach(
        (name, value) -> {
          if (!isShort(name) && !isNamed(name, names)) {
            throw new IllegalArgumentException(
                "argument '%s' (expected: %s%s)"
                    .formatted(name, oneOf(names), NearestName.hint(name, names)));
          }
        });
    requireNoMore(arguments, factory);
  }

  /** In the short form arguments are known by their places. */
  private static void requireNoMore(Map<String, String> arguments, ShortcutConfigurable factory) {
    List<String> order = factory.shortcutFieldOrder();
    long given = arguments.keySet().stream().filter(Arguments::isShort).count();
    if (factory.shortcutType() == ShortcutType.DEFAULT && given > order.size()) {
      throw new IllegalArgumentException(
          "%d arguments in the short form (expected: %s)".formatted(given, atMost(order)));
    }
  }

  private static String oneOf(NavigableSet<String> names) {
    return names.isEmpty() ? "no arguments" : "one of " + String.join(", ", names);
  }

  private static String atMost(List<String> order) {
    return order.isEmpty() ? "none" : "at most " + String.join(", ", order);
  }

  private static boolean isShort(String name) {
    return name.startsWith(NameUtils.GENERATED_NAME_PREFIX);
  }

  /** What follows a dot or a bracket is within an argument. Hyphens and case make no difference. */
  private static boolean isNamed(String argument, NavigableSet<String> names) {
    String first = argument.split("[.\\[]", 2)[0];
    return names.stream().anyMatch(name -> plain(name).equals(plain(first)));
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  /** The properties of a bean as Boot binds them, whatever its setters return. */
  private static NavigableSet<String> names(Object config) {
    NavigableSet<String> names = new TreeSet<>();
    Arrays.stream(config.getClass().getMethods())
        .filter(Arguments::isSetter)
        .map(method -> method.getName().substring(PREFIX_LENGTH))
        .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
        .forEach(names::add);
    names.remove("routeId");
    return names;
  }

  private static boolean isSetter(Method method) {
    return method.getName().startsWith("set")
        && method.getName().length() > PREFIX_LENGTH
        && method.getParameterCount() == 1;
  }
}
