package dev.paykore.gateway.routing.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which routes can match a path, found by how the path begins, so that a request does not walk the
 * predicates of a thousand routes. The routes found are still asked, in their order; those left out
 * cannot match, for their patterns begin otherwise.
 */
final class PathHeads {

  private final List<ServedRoute> all;
  private final Map<String, List<ServedRoute>> byHead;
  private final List<ServedRoute> headless;

  private PathHeads(
      List<ServedRoute> all, Map<String, List<ServedRoute>> byHead, List<ServedRoute> headless) {
    this.all = all;
    this.byHead = byHead;
    this.headless = headless;
  }

  static PathHeads of(List<ServedRoute> routes) {
    Map<ServedRoute, Set<PathHead>> heads = new HashMap<>();
    routes.forEach(route -> heads.put(route, PathHead.ofRoute(route)));
    Map<String, List<ServedRoute>> byHead = new HashMap<>();
    for (PathHead head : withShorterOnes(heads)) {
      byHead.put(head.text(), thatMayLead(head, routes, heads));
    }
    PathHead none = PathHead.ofPattern("");
    return new PathHeads(routes, Map.copyOf(byHead), thatMayLead(none, routes, heads));
  }

  /** The routes that can match the path, in the order in which they are tried. */
  List<ServedRoute> candidates(String rawPath) {
    if (!PathHead.isLiteral(rawPath)) {
      return all;
    }
    int first = segmentEnd(rawPath, 0);
    int second = segmentEnd(rawPath, first);
    List<ServedRoute> found = byHead.get(rawPath.substring(0, second));
    if (found == null) {
      found = byHead.get(rawPath.substring(0, first));
    }
    return found == null ? headless : found;
  }

  private static int segmentEnd(String path, int start) {
    int slash = path.indexOf('/', start + 1);
    return start >= path.length() || slash < 0 ? path.length() : slash;
  }

  private static Set<PathHead> withShorterOnes(Map<ServedRoute, Set<PathHead>> heads) {
    Set<PathHead> all = new HashSet<>();
    for (Set<PathHead> ofRoute : heads.values()) {
      for (PathHead head : ofRoute) {
        for (PathHead each = head; !each.segments().isEmpty(); each = each.shorter()) {
          all.add(each);
        }
      }
    }
    return all;
  }

  private static List<ServedRoute> thatMayLead(
      PathHead head, List<ServedRoute> routes, Map<ServedRoute, Set<PathHead>> heads) {
    return routes.stream()
        .filter(
            route -> heads.getOrDefault(route, Set.of()).stream().anyMatch(h -> h.mayLead(head)))
        .toList();
  }
}
