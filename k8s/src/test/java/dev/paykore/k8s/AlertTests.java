package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus reads, and what it wakes people for. */
class AlertTests {

  @Test
  void whateverARuleUsesAnotherRecords() {
    assertThat(Alerts.expressions().recorded()).isNotEmpty().isSubsetOf(Alerts.recorded());
    assertThat(Alerts.recorded()).doesNotHaveDuplicates();
  }

  @Test
  void everyAlertSaysWhomItWakesAndWhatToDo() throws IOException {
    String guide = Files.readString(Overlay.REPOSITORY.resolve("docs/operations.md"));
    assertThat(Alerts.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              String name = alert.get("alert").getAsString();
              assertThat(guide).contains("\n#### " + name + "\n");
              JsonObject annotations = alert.getAsJsonObject("annotations");
              assertThat(annotations.get("runbook").getAsString())
                  .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(alert.getAsJsonObject("labels").get("severity").getAsString())
                  .isIn("page", "ticket");
            });
  }

  /** A breaker that is tried is not open, and one that nobody asks stays open for ever. */
  @Test
  void aDownstreamIsSparedWhileRequestsAreRefusedWhateverStateItsBreakerIsIn() {
    String expression = Alerts.alert("PaykoreEdgeDownstreamSpared").get("expr").getAsString();
    assertThat(new Expressions(List.of(expression)).metrics())
        .containsExactly("paykore_edge_downstream_breaker_refused_total");
    assertThat(expression).startsWith("sum by (namespace, downstream) (increase(").endsWith(" > 0");
  }

  /** One increment is seen for as long as the time that is looked back over. */
  @Test
  void whatHappensOnceIsOverBeforeItWakesAnyone() {
    assertThat(counted(" > 0$"))
        .extracting(alert -> alert.get("alert").getAsString())
        .containsExactly(
            "PaykoreEdgeAuthenticationUnavailable",
            "PaykoreEdgeDownstreamSpared",
            "PaykoreEdgeLogLinesDropped");
    assertThat(counted(" > 0$"))
        .allSatisfy(alert -> assertThat(longest(alert)).isLessThan(wait(alert)));
  }

  @Test
  void aPartThatWasLargeOnceIsSmallAgainBeforeItWakesAnyone() {
    assertThat(counted(" > 0\\.\\d+$"))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(longest(alert)).isLessThanOrEqualTo(wait(alert)));
  }

  /** A late call or two in a thousand are no failure; one edge alone that fails is. */
  @Test
  void theLimiterFallsBackWhenOneEdgeDecidesMuchWithoutRedis() {
    String ofEachEdge = "sum by (namespace, pod) (rate(%s{job=\"paykore-edge-management\"}[1m]))";
    assertThat(Alerts.alert("PaykoreEdgeLimiterFallback").get("expr").getAsString())
        .isEqualTo(
            "max by (namespace) ( %s / %s ) > 0.05"
                .formatted(
                    ofEachEdge.formatted("paykore_ratelimit_fallback_decisions_total"),
                    ofEachEdge.formatted("paykore_ratelimit_decisions_total")));
  }

  /** What counts the pods that are up finds no series of a namespace that has none left. */
  @ParameterizedTest
  @CsvSource({
    "PaykoreEdgeFewPods, paykore-edge-management, 2",
    "PaykoreConsoleDown, paykore-console-management, 1"
  })
  void aNamespaceWithoutAnyPodIsMissedWhileAnotherHasSome(String alert, String job, int needed) {
    String up = "up{job=\"" + job + "\"}";
    assertThat(Alerts.alert(alert).get("expr").getAsString())
        .isEqualTo(
            "group by (namespace) (present_over_time(%s[6h]))".formatted(up)
                + " unless sum by (namespace) (%s) >= %d or absent(%s)".formatted(up, needed, up));
  }

  @Test
  void noOtherAlertCountsPodsThatAreUp() {
    assertThat(Alerts.alerts())
        .filteredOn(alert -> alert.get("expr").getAsString().matches(".*\\bup[{ ].*"))
        .extracting(alert -> alert.get("alert").getAsString())
        .containsExactly("PaykoreEdgeFewPods", "PaykoreConsoleDown");
  }

  /** As the SRE workbook has it: 2 % of a month's budget in an hour, or 5 % in six. */
  @ParameterizedTest
  @CsvSource({
    "PaykoreEdgeAvailabilityBurnsFast, edge_errors, 1h, 5m, 14.4 * 0.001",
    "PaykoreEdgeAvailabilityBurnsSlowly, edge_errors, 6h, 30m, 6 * 0.001",
    "PaykoreEdgeLatencyBurnsFast, edge_slow, 1h, 5m, 14.4 * 0.01",
    "PaykoreEdgeLatencyBurnsSlowly, edge_slow, 6h, 30m, 6 * 0.01"
  })
  void aBudgetBurnsWhenALongAndAShortTimeSaySo(
      String alert, String ratio, String longTime, String shortTime, String limit) {
    String one = "paykore:%s:ratio%s > %s";
    assertThat(Alerts.alert(alert).get("expr").getAsString())
        .isEqualTo(
            one.formatted(ratio, longTime, limit)
                + " and "
                + one.formatted(ratio, shortTime, limit));
  }

  @Test
  void whatIsRecordedCoversTheTimeInItsName() {
    assertThat(Alerts.records())
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(times(rule.get("expr").getAsString()))
                    .containsExactly(rule.get("record").getAsString().replaceFirst(".*ratio", "")));
  }

  @Test
  void everyJobIsAServiceThatPrometheusFinds() {
    Manifests manifests = Overlay.LIVE.manifests();
    assertThat(manifests.ofKind("ServiceMonitor").flatMap(m -> found(manifests, m)))
        .containsAll(Alerts.expressions().jobs())
        .containsAll(Dashboard.expressions().jobs());
    assertThat(Dashboard.expressions().jobs()).isNotEmpty();
  }

  private static Stream<String> found(Manifests manifests, Manifest monitor) {
    JsonObject selector = monitor.json().getAsJsonObject("spec").getAsJsonObject("selector");
    Set<Map.Entry<String, JsonElement>> wanted = selector.getAsJsonObject("matchLabels").entrySet();
    return manifests
        .ofKind("Service")
        .filter(service -> labels(service).entrySet().containsAll(wanted))
        .map(Manifest::name);
  }

  private static JsonObject labels(Manifest manifest) {
    return manifest.json().getAsJsonObject("metadata").getAsJsonObject("labels");
  }

  /** The alerts on what a counter has counted whose expression ends so. */
  private static List<JsonObject> counted(String end) {
    Pattern counted = Pattern.compile("\\b(?:rate|increase)\\(.*" + end);
    return Alerts.alerts().stream()
        .filter(alert -> counted.matcher(alert.get("expr").getAsString()).find())
        .toList();
  }

  private static Duration longest(JsonObject alert) {
    return times(alert.get("expr").getAsString()).stream()
        .map(AlertTests::duration)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Duration wait(JsonObject alert) {
    return duration(alert.get("for").getAsString());
  }

  /** {@code 2m} as Prometheus writes it. */
  private static Duration duration(String time) {
    return Duration.parse("PT" + time);
  }

  private static Set<String> times(String expression) {
    return Pattern.compile("\\[(\\w+)]")
        .matcher(expression)
        .results()
        .map(time -> time.group(1))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"paykore-edge", "paykore-console"})
  void prometheusFindsTheManagementPort(String name) {
    Manifests manifests = Overlay.LIVE.manifests();
    JsonObject spec = manifests.get("ServiceMonitor", name).json().getAsJsonObject("spec");
    JsonObject endpoint = spec.getAsJsonArray("endpoints").get(0).getAsJsonObject();
    V1Service service = manifests.get("Service", name + "-management", V1Service.class);
    assertThat(endpoint.get("path").getAsString()).isEqualTo("/actuator/prometheus");
    assertThat(service.getSpec().getPorts())
        .anyMatch(port -> port.getName().equals(endpoint.get("port").getAsString()));
    JsonObject labels = spec.getAsJsonObject("selector").getAsJsonObject("matchLabels");
    assertThat(labels.get("app.kubernetes.io/name").getAsString())
        .isEqualTo(service.getMetadata().getLabels().get("app.kubernetes.io/name"));
  }
}
