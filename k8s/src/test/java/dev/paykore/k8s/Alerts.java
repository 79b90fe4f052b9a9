package dev.paykore.k8s;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of {@code components/monitoring/prometheusrule.yaml}. */
public final class Alerts {

  private Alerts() {}

  /** The metrics that the rules read from the edge. */
  public static Set<String> metrics() {
    return expressions().metrics();
  }

  /** Lines that a program shows, if it has what the rules select. */
  public static Set<String> selected() {
    return expressions().selected();
  }

  static List<JsonObject> alerts() {
    return rules().filter(rule -> rule.has("alert")).toList();
  }

  static JsonObject alert(String name) {
    return alerts().stream()
        .filter(alert -> text(alert, "alert").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What rules record. */
  static List<String> recorded() {
    return records().map(rule -> text(rule, "record")).toList();
  }

  /** The rules that record something. */
  static Stream<JsonObject> records() {
    return rules().filter(rule -> rule.has("record"));
  }

  static Expressions expressions() {
    return new Expressions(rules().map(rule -> text(rule, "expr")).toList());
  }

  /** As Prometheus reads them from a file. */
  static JsonObject groups() {
    return Overlay.LIVE.manifests().get("PrometheusRule", "paykore").json().getAsJsonObject("spec");
  }

  private static Stream<JsonObject> rules() {
    return Json.objects(groups(), "groups").flatMap(group -> Json.objects(group, "rules"));
  }

  private static String text(JsonObject rule, String name) {
    return rule.get(name).getAsString();
  }
}
