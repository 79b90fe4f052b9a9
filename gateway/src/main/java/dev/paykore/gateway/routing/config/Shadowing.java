package dev.paykore.gateway.routing.config;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;

/** Whether a route leaves another one nothing, because it is tried first and matches as much. */
final class Shadowing {

  private static final String PATH = "Path";
  private static final String ANYTHING_BELOW = "/**";

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
    return PATH.equals(wide.getName())
        && PATH.equals(narrow.getName())
        && patterns(narrow).stream()
            .allMatch(path -> patterns(wide).stream().anyMatch(all -> covers(all, path)));
  }

  /** Patterns whose relation takes more than a look count as different. */
  private static boolean covers(String wide, String narrow) {
    if (wide.equals(narrow)) {
      return true;
    }
    if (!wide.endsWith(ANYTHING_BELOW)) {
      return false;
    }
    String prefix = wide.substring(0, wide.length() - ANYTHING_BELOW.length());
    return narrow.equals(prefix) || narrow.startsWith(prefix + "/");
  }

  private static List<String> patterns(PredicateDefinition path) {
    Collection<String> arguments = path.getArgs().values();
    return arguments.isEmpty() ? Collections.emptyList() : List.copyOf(arguments);
  }
}
