package dev.paykore.gateway.routing.config;

import java.util.Set;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.util.StringUtils;

/** Whether a route leaves another one nothing, because it is tried first and matches as much. */
final class Shadowing {

  /** Of a path: whether a slash at its end makes no difference, which is so unless it is said. */
  private static final Set<String> TRAILING_SLASH = Set.of("true", "false");

  private Shadowing() {}

  /** Whether every request that the later route could match is the earlier one's. */
  static boolean hides(RouteProperties earlier, RouteProperties later) {
    return earlier.predicates().stream()
        .allMatch(wide -> later.predicates().stream().anyMatch(narrow -> covers(wide, narrow)));
  }

  private static boolean covers(PredicateDefinition wide, PredicateDefinition narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    PatternKind kind = PatternKind.of(wide.getName());
    return kind != null
        && kind == PatternKind.of(narrow.getName())
        && (takesTrailingSlash(wide) || !takesTrailingSlash(narrow))
        && alternatives(narrow)
            .allMatch(one -> alternatives(wide).anyMatch(all -> kind.covers(all, one)));
  }

  private static boolean takesTrailingSlash(PredicateDefinition predicate) {
    return !predicate.getArgs().containsValue("false");
  }

  private static Stream<String> alternatives(PredicateDefinition predicate) {
    return predicate.getArgs().values().stream()
        .flatMap(list -> StringUtils.commaDelimitedListToSet(list).stream())
        .map(String::strip)
        .filter(argument -> !TRAILING_SLASH.contains(argument));
  }
}
