package dev.paykore.k8s;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rules of {@code components/monitoring/prometheusrule.yaml}. */
public final class Alerts {

  /** A name with what selects or counts it; what starts with {@code paykore:} is a rule's own. */
  private static final Pattern METRIC = Pattern.compile("\\b([a-z][a-z0-9_]+)[{\\[]");

  private static final Pattern RECORDED = Pattern.compile("\\bpaykore:[a-z0-9_:]+");

  /** Prometheus's own. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private Alerts() {}

  /** The metrics that the rules read from the edge. */
  public static Set<String> metrics() {
    Set<String> names = found(METRIC, 1);
    names.removeAll(OF_PROMETHEUS);
    return names;
  }

  static List<JsonObject> alerts() {
    return rules().filter(rule -> rule.has("alert")).toList();
  }

  /** What rules record. */
  static List<String> recorded() {
    return rules().filter(rule -> rule.has("record")).map(rule -> text(rule, "record")).toList();
  }

  /** What rules use of that. */
  static Set<String> used() {
    return found(RECORDED, 0);
  }

  private static Set<String> found(Pattern pattern, int group) {
    return expressions()
        .flatMap(expression -> pattern.matcher(expression).results())
        .map(result -> result.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> expressions() {
    return rules().map(rule -> text(rule, "expr"));
  }

  private static Stream<JsonObject> rules() {
    JsonObject spec =
        Overlay.LIVE.manifests().get("PrometheusRule", "paykore").json().getAsJsonObject("spec");
    return stream(spec, "groups").flatMap(group -> stream(group, "rules"));
  }

  private static Stream<JsonObject> stream(JsonObject parent, String name) {
    return StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), /* parallel= */ false)
        .map(JsonElement::getAsJsonObject);
  }

  private static String text(JsonObject rule, String name) {
    return rule.get(name).getAsString();
  }
}
