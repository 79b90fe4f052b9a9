package dev.paykore.k8s;

import static dev.paykore.k8s.AlertScenario.always;
import static dev.paykore.k8s.AlertScenario.console;
import static dev.paykore.k8s.AlertScenario.edge;
import static dev.paykore.k8s.AlertScenario.growing;
import static dev.paykore.k8s.AlertScenario.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The rules as Prometheus computes them: each alert fires when it should, alone, and not before its
 * time. Of each scenario all alerts are named that fire.
 */
@EnabledIf(
    value = "dev.paykore.k8s.Promtool#isHere",
    disabledReason = "these tests need Prometheus's promtool on the PATH: .ci/run installs it")
class AlertScenarioTests {

  private static final String EDGE = "edge-1";

  @Test
  void prometheusTakesTheRules() {
    Promtool.Outcome outcome = Promtool.check(Alerts.groups());
    assertThat(outcome.status()).as(outcome.output()).isZero();
  }

  @Test
  void nothingFiresWhileAllIsWell() {
    healthy().fires("10m").fires("6h50m");
  }

  @Test
  void aBudgetThatBurnsFastWakesSomeoneAndIsOverWithItsCause() {
    failing("0+2x120 240+0x720")
        .fires("1m")
        .fires("60m", "PaykoreEdgeAvailabilityBurnsFast", "PaykoreEdgeAvailabilityBurnsSlowly")
        .fires("70m", "PaykoreEdgeAvailabilityBurnsSlowly")
        .fires("95m");
  }

  @Test
  void aBudgetThatBurnsSlowlyWakesNobody() {
    failing(growing(1)).fires("10m").fires("60m", "PaykoreEdgeAvailabilityBurnsSlowly");
  }

  /** 1 or 2 in 100 at each edge. */
  private static AlertScenario failing(String values) {
    String count = "paykore_edge_requests_seconds_count";
    return healthy()
        .with(edge(count, "edge-1", "status=\"503\""), values)
        .with(edge(count, "edge-2", "status=\"500\""), values);
  }

  @Test
  void slowAnswersBurnABudgetOfTheirOwn() {
    slow(growing(90)).fires("60m", "PaykoreEdgeLatencyBurnsSlowly");
    slow(growing(80)).fires("60m", "PaykoreEdgeLatencyBurnsFast", "PaykoreEdgeLatencyBurnsSlowly");
  }

  private static AlertScenario slow(String withinASecond) {
    String bucket = "paykore_edge_requests_seconds_bucket";
    return healthy()
        .with(edge(bucket, "edge-1", "le=\"1.0\""), withinASecond)
        .with(edge(bucket, "edge-2", "le=\"1.0\""), withinASecond);
  }

  @Test
  void keysThatCannotBeLookedUpWakeSomeoneUnlessItIsOverAtOnce() {
    String unavailable =
        edge("paykore_edge_authentications_total", EDGE, "outcome=\"unavailable\"");
    healthy()
        .with(unavailable, growing(1))
        .fires("1m")
        .fires("5m", "PaykoreEdgeAuthenticationUnavailable");
    healthy().with(unavailable, "0x20 50x40").fires("11m").fires("12m").fires("13m");
  }

  @Test
  void oneEdgeThatLimitsAloneIsEnough() {
    String fallback = edge("paykore_ratelimit_fallback_decisions_total", EDGE);
    healthy().with(fallback, growing(9)).fires("5m", "PaykoreEdgeLimiterFallback");
    healthy().with(fallback, growing(1)).fires("5m");
  }

  @Test
  void manyInvalidKeysOfAllEdgesTogether() {
    String invalid = "paykore_edge_authentications_total";
    healthy().with(edge(invalid, EDGE, "outcome=\"invalid\""), growing(150)).fires("25m");
    healthy()
        .with(edge(invalid, EDGE, "outcome=\"invalid\""), growing(300))
        .fires("9m")
        .fires("25m", "PaykoreEdgeManyInvalidKeys");
  }

  @Test
  void lookUpsThatWaitForMinutes() {
    String waiting = edge("paykore_edge_postgres_lookups", EDGE, "state=\"waiting\"");
    healthy().with(waiting, "3x8 0x100").fires("5m");
    healthy().with(waiting, always("3")).fires("6m", "PaykoreEdgePostgresWaiting");
  }

  @Test
  void filesThatOneEdgeRefuses() {
    healthy()
        .with(edge("paykore_edge_configuration_current", EDGE), "1x20 0x100")
        .fires("10m")
        .fires("15m", "PaykoreEdgeConfigurationRefused");
  }

  @Test
  void aDownstreamThatIsSparedForMinutes() {
    String refused =
        edge("paykore_edge_downstream_breaker_refused_total", EDGE, "downstream=\"wallets\"");
    healthy().with(refused, "0x20 70x40").fires("11m").fires("12m").fires("13m");
    healthy().with(refused, growing(10)).fires("5m", "PaykoreEdgeDownstreamSpared");
  }

  @Test
  void eventLoopsThatAreLate() {
    healthy()
        .with(edge("paykore_edge_event_loop_lag_seconds_bucket", EDGE, "le=\"0.05\""), growing(80))
        .fires("4m")
        .fires("15m", "PaykoreEdgeEventLoopsLate");
  }

  @Test
  void usageThatRedisDoesNotTake() {
    healthy()
        .with(edge("paykore_edge_usage_flush_lag_seconds", EDGE), "1+30x100")
        .fires("5m")
        .fires("10m", "PaykoreEdgeUsageNotFlushed");
  }

  @Test
  void logLinesThatAreLostForMinutes() {
    String dropped = edge("paykore_edge_log_dropped_total", EDGE);
    healthy().with(dropped, "0x20 9x40").fires("12m").fires("14m").fires("16m");
    healthy().with(dropped, growing(3)).fires("10m", "PaykoreEdgeLogLinesDropped");
  }

  @Test
  void aHeapThatStaysFull() {
    healthy()
        .with(edge("jvm_memory_usage_after_gc", EDGE), always("0.9"))
        .fires("9m")
        .fires("12m", "PaykoreEdgeHeapFull");
  }

  @Test
  void oneEdgeThatIsLeft() {
    healthy().with(edge("up", EDGE), "1x20 0x100").fires("10m").fires("13m", "PaykoreEdgeFewPods");
  }

  @Test
  void aNamespaceThatHasNoneLeftWhileAnotherHas() {
    AlertScenario two = healthy();
    for (String pod : new String[] {"edge-3", "edge-4"}) {
      two.with(edge("up", pod).replace("live", "sandbox"), "1x20 stale _x100");
    }
    two.fires("10m").fires("13m", "PaykoreEdgeFewPods");
  }

  @Test
  void nothingThatWasEverThere() {
    healthy()
        .without("up{")
        .fires("3m", "PaykoreEdgeFewPods")
        .fires("12m", "PaykoreEdgeFewPods", "PaykoreConsoleDown");
  }

  @Test
  void aConsoleThatIsDown() {
    healthy()
        .with(console("up", "pod=\"console-1\""), "1x20 0x100")
        .fires("15m")
        .fires("21m", "PaykoreConsoleDown");
  }
}
