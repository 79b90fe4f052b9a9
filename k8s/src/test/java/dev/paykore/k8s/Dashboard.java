package dev.paykore.k8s;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The dashboard for Grafana, {@code components/monitoring/dashboard.json}. */
public final class Dashboard {

  private Dashboard() {}

  /** The metrics that it reads from the edge. */
  public static Set<String> metrics() {
    return expressions().metrics();
  }

  /** Lines that a program shows, if it has what the panels select. */
  public static Set<String> selected() {
    return expressions().selected();
  }

  static Expressions expressions() {
    Stream<String> shown =
        panels()
            .flatMap(panel -> Json.objects(panel, "targets"))
            .map(target -> target.get("expr").getAsString());
    return new Expressions(Stream.concat(shown, variables()).toList());
  }

  /** What fills the lists at the head of it. */
  static Stream<String> variables() {
    return Json.objects(dashboard().getAsJsonObject("templating"), "list")
        .filter(variable -> variable.get("type").getAsString().equals("query"))
        .map(variable -> variable.getAsJsonObject("query").get("query").getAsString());
  }

  /** Those that show something. */
  static Stream<JsonObject> panels() {
    return Json.objects(dashboard(), "panels").filter(panel -> panel.has("targets"));
  }

  static List<String> titles() {
    return panels().map(panel -> panel.get("title").getAsString()).toList();
  }

  private static JsonObject dashboard() {
    JsonObject map = Overlay.LIVE.manifests().get("ConfigMap", "paykore-edge-dashboard").json();
    String text = map.getAsJsonObject("data").get("dashboard.json").getAsString();
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
