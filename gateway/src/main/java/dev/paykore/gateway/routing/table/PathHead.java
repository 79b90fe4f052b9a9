package dev.paykore.gateway.routing.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.handler.predicate.PathRoutePredicateFactory;

/**
 * The segments that every path of a pattern begins with, at most two: {@code /v1/wallets} of {@code
 * /v1/wallets/**}, {@code /v1} of {@code /v1/{id}}, and nothing of {@code /**}.
 */
record PathHead(List<String> segments) {

  static final int LONGEST = 2;

  private static final PathHead NONE = new PathHead(List.of());

  /** The characters with which a pattern, or a path, can mean more than it spells. */
  private static final String NOT_LITERAL = "*?{}[]%;";

  /** The head of a pattern. */
  static PathHead ofPattern(String pattern) {
    List<String> literal = new ArrayList<>();
    for (String segment : segments(pattern)) {
      if (literal.size() == LONGEST || !isLiteral(segment)) {
        break;
      }
      literal.add(segment);
    }
    return new PathHead(literal);
  }

  /** The heads of a route, any of which its paths have. */
  static Set<PathHead> ofRoute(ServedRoute route) {
    return route.predicates().stream()
        .map(predicate -> predicate.getConfig())
        .filter(PathRoutePredicateFactory.Config.class::isInstance)
        .map(PathRoutePredicateFactory.Config.class::cast)
        .findFirst()
        .map(config -> config.getPatterns().stream())
        .map(patterns -> patterns.map(PathHead::ofPattern).collect(Collectors.toSet()))
        .orElse(Set.of(NONE));
  }

  /** Whether a path that begins with the other head can have this one. */
  boolean mayLead(PathHead other) {
    return segments.size() <= other.segments.size()
        && segments.equals(other.segments.subList(0, segments.size()));
  }

  /** The head as a path spells it. */
  String text() {
    return segments.stream().map("/"::concat).collect(Collectors.joining());
  }

  /** The head without its last segment. */
  PathHead shorter() {
    return new PathHead(segments.subList(0, segments.size() - 1));
  }

  static boolean isLiteral(String text) {
    for (int i = 0; i < NOT_LITERAL.length(); i++) {
      if (text.indexOf(NOT_LITERAL.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String pattern) {
    return pattern.startsWith("/") ? List.of(pattern.substring(1).split("/", -1)) : List.of();
  }
}
