package dev.paykore.k8s;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What expressions of Prometheus read. */
record Expressions(List<String> all) {

  /**
   * A name with what selects or counts it, or of which Grafana lists the namespaces; what starts
   * with {@code paykore:} is a rule's own.
   */
  private static final Pattern METRIC =
      Pattern.compile("(?<![:\\w])([a-z][a-z0-9_]+)(?:[{\\[]|, namespace\\)$)");

  private static final Pattern SELECTOR =
      Pattern.compile("(?<![:\\w])([a-z][a-z0-9_]+)\\{([^}]*)}");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");

  private static final Pattern JOB = Pattern.compile("\\bjob=\"([^\"]*)\"");

  private static final Pattern RECORDED = Pattern.compile("\\bpaykore:[a-z0-9_:]+");

  /** Prometheus's own. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  /** Labels that it gives to all that it reads. */
  private static final Set<String> OF_EACH_TARGET = Set.of("job", "namespace");

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

  /** The jobs whose metrics they read. */
  Set<String> jobs() {
    return found(JOB, 1);
  }

  /** For each label of a program's own that they select by: how a program's line shows it. */
  Set<String> selected() {
    return all.stream()
        .flatMap(expression -> SELECTOR.matcher(expression).results())
        .flatMap(Expressions::selectedBy)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> selectedBy(MatchResult selector) {
    return MATCHER
        .matcher(selector.group(2))
        .results()
        .filter(matcher -> !OF_EACH_TARGET.contains(matcher.group(1)))
        .map(matcher -> line(selector.group(1), matcher));
  }

  private static String line(String metric, MatchResult matcher) {
    String value = matcher.group(3);
    String pattern = matcher.group(2).equals("=") ? Pattern.quote(value) : value;
    return "(?m)^%s\\{.*\\b%s=\"%s\"".formatted(metric, matcher.group(1), pattern);
  }

  private Set<String> found(Pattern pattern, int group) {
    return all.stream()
        .flatMap(expression -> pattern.matcher(expression).results())
        .map(result -> result.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
