package dev.paykore.k8s;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What expressions of Prometheus read. */
record Expressions(List<String> all) {

  /** A name with what selects or counts it; what starts with {@code paykore:} is a rule's own. */
  private static final Pattern METRIC = Pattern.compile("(?<![:\\w])([a-z][a-z0-9_]+)[{\\[]");

  private static final Pattern RECORDED = Pattern.compile("\\bpaykore:[a-z0-9_:]+");

  /** Prometheus's own. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  /** The metrics that they read from edge and console. */
  Set<String> metrics() {
    Set<String> names = found(METRIC, 1);
    names.removeAll(OF_PROMETHEUS);
    return names;
  }

  /** What they read of that which rules record. */
  Set<String> recorded() {
    return found(RECORDED, 0);
  }

  private Set<String> found(Pattern pattern, int group) {
    return all.stream()
        .flatMap(expression -> pattern.matcher(expression).results())
        .map(result -> result.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
