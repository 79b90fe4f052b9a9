package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Seven hours of what Prometheus has read from two edges and a console, each half minute, and which
 * alerts that sets off. Values are in promtool's words: {@code 5+2x3} is 5, 7, 9, 11.
 */
final class AlertScenario {

  private static final String INTERVAL = "30s";
  private static final int SAMPLES = 840;
  private static final List<String> EDGES = List.of("edge-1", "edge-2");

  private final Map<String, String> series = new TreeMap<>();

  private AlertScenario() {}

  /** All is well: 100 requests each half minute at each edge, of which one takes long. */
  static AlertScenario healthy() {
    AlertScenario scenario = new AlertScenario();
    EDGES.forEach(scenario::addHealthyEdge);
    return scenario.with(console("up", "pod=\"console-1\""), "1x" + SAMPLES);
  }

  private void addHealthyEdge(String pod) {
    with(edge("up", pod), always("1"));
    with(edge("paykore_edge_requests_seconds_count", pod, "status=\"200\""), growing(100));
    with(edge("paykore_edge_requests_seconds_bucket", pod, "le=\"1.0\""), growing(99));
    with(edge("paykore_edge_authentications_total", pod, "outcome=\"authenticated\""), growing(90));
    with(edge("paykore_edge_authentications_total", pod, "outcome=\"invalid\""), growing(10));
    with(edge("paykore_ratelimit_decisions_total", pod), growing(90));
    with(edge("paykore_ratelimit_fallback_decisions_total", pod), always("0"));
    with(edge("paykore_edge_postgres_lookups", pod, "state=\"waiting\""), always("0"));
    with(edge("paykore_edge_configuration_current", pod), always("1"));
    with(
        edge("paykore_edge_downstream_breaker_refused_total", pod, "downstream=\"wallets\""),
        always("0"));
    with(edge("paykore_edge_event_loop_lag_seconds_count", pod), growing(100));
    with(edge("paykore_edge_event_loop_lag_seconds_bucket", pod, "le=\"0.05\""), growing(99));
    with(edge("paykore_edge_usage_flush_lag_seconds", pod), always("1"));
    with(edge("paykore_edge_log_dropped_total", pod), always("0"));
    with(edge("jvm_memory_usage_after_gc", pod), always("0.3"));
  }

  /** A series of an edge. */
  static String edge(String metric, String pod, String... labels) {
    return named(
        metric,
        "paykore-edge-management",
        Stream.concat(Stream.of("pod=\"" + pod + "\""), Stream.of(labels)));
  }

  /** A series of a console. */
  static String console(String metric, String... labels) {
    return named(metric, "paykore-console-management", Stream.of(labels));
  }

  private static String named(String metric, String job, Stream<String> labels) {
    List<String> all =
        Stream.concat(Stream.of("job=\"" + job + "\"", "namespace=\"live\""), labels).toList();
    return metric + "{" + String.join(",", all) + "}";
  }

  /** A gauge that stays as it is, or a counter that nothing happens to. */
  static String always(String value) {
    return value + "x" + SAMPLES;
  }

  /** A counter that grows by so much each half minute. */
  static String growing(int by) {
    return "0+%dx%d".formatted(by, SAMPLES);
  }

  /** With a series that takes the place of the same one in better times. */
  AlertScenario with(String name, String values) {
    series.put(name, values);
    return this;
  }

  /** Without any series whose name contains this. */
  AlertScenario without(String part) {
    series.keySet().removeIf(name -> name.contains(part));
    return this;
  }

  /** The alerts that fire then are these, and no others. */
  AlertScenario fires(String at, String... alerts) {
    JsonArray expected = new JsonArray();
    for (String alert : alerts) {
      JsonObject sample = new JsonObject();
      sample.addProperty("labels", "{alertname=\"" + alert + "\"}");
      sample.addProperty("value", 1);
      expected.add(sample);
    }
    JsonObject expectation = new JsonObject();
    expectation.addProperty("expr", "group by (alertname) (ALERTS{alertstate=\"firing\"})");
    expectation.addProperty("eval_time", at);
    expectation.add("exp_samples", expected);
    Promtool.Outcome outcome = Promtool.test(Alerts.groups(), test(expectation));
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return this;
  }

  private JsonObject test(JsonObject expectation) {
    JsonObject one = new JsonObject();
    one.addProperty("interval", INTERVAL);
    one.add("input_series", input());
    one.add("promql_expr_test", array(expectation));
    JsonObject test = new JsonObject();
    JsonArray files = new JsonArray();
    files.add("rules.json");
    test.add("rule_files", files);
    test.addProperty("evaluation_interval", INTERVAL);
    test.add("tests", array(one));
    return test;
  }

  private JsonArray input() {
    JsonArray input = new JsonArray();
    series.forEach(
        (name, values) -> {
          JsonObject one = new JsonObject();
          one.addProperty("series", name);
          one.addProperty("values", values);
          input.add(one);
        });
    return input;
  }

  private static JsonArray array(JsonObject only) {
    JsonArray array = new JsonArray();
    array.add(only);
    return array;
  }
}
