package dev.paykore.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running edge measures, as Prometheus reads it. */
class MetersTests {

  private static final Pattern KEY = Pattern.compile("sk_(live|test)_[0-9a-f]{16}");

  private static Stores stores;
  private static Downstream wallets;
  private static RunningEdge edge;
  private static ManagementPort management;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    wallets = Downstream.answering("wallets");
    edge =
        RunningEdge.start(
            stores, RunningEdge.CONFIG, "PAYKORE_WALLETS_SANDBOX_URL=" + wallets.url());
    management = new ManagementPort(edge.managementPort());
    IssuedKey key = stores.issue(Environment.SANDBOX);
    edge.send("GET /v1/wallets", "X-API-Key: " + key.key().reveal());
    edge.send("GET /v1/wallets?id=" + key.key().reveal(), "X-API-Key: sk_test_nonsense");
    edge.send("GET /nowhere", "X-API-Key: " + key.key().reveal());
    edge.send("GET //ambiguous");
  }

  @AfterAll
  static void stop() {
    edge.close();
    wallets.close();
    stores.close();
  }

  @ParameterizedTest
  @EnumSource(EdgeMeter.class)
  void everyDocumentedMeterIsThereWithItsTags(EdgeMeter meter) {
    Collection<Meter> registered = edge.bean(MeterRegistry.class).find(meter.id()).meters();

    assertThat(registered)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.getId().getTags().stream().map(Tag::getKey))
                    .containsExactlyInAnyOrderElementsOf(meter.tags()));
  }

  @Test
  void noMeterOfTheEdgeIsUndocumented() {
    List<String> documented = List.of(EdgeMeter.values()).stream().map(EdgeMeter::id).toList();

    assertThat(edge.bean(MeterRegistry.class).getMeters().stream().map(m -> m.getId().getName()))
        .filteredOn(name -> name.startsWith("paykore."))
        .isNotEmpty()
        .isSubsetOf(documented);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_memory_usage_after_gc",
        "r2dbc_pool_acquired_connections",
        "r2dbc_pool_pending_connections",
        "r2dbc_pool_max_allocated_connections"
      })
  void whatIsSaidOfThePlatformIsThere(String name) {
    assertThat(metrics()).contains("\n" + name + "{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http_server_requests", "http_client", "spring_cloud", "lettuce"})
  void whatTheFrameworkWouldMeasureOfEveryRequestIsSwitchedOff(String name) {
    assertThat(metrics()).doesNotContain("\n" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "environment=\"sandbox\",route=\"wallets-sandbox\",status=\"200\",tier=\"starter\"",
        "environment=\"sandbox\",route=\"unknown-route\",status=\"404\",tier=\"starter\"",
        "environment=\"none\",route=\"unknown-route\",status=\"401\",tier=\"none\"",
        "environment=\"none\",route=\"none\",status=\"400\",tier=\"none\""
      })
  void aRequestIsCountedByRouteEnvironmentStatusAndTier(String tags) {
    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("\npaykore_edge_requests_seconds_count{" + tags + "} 1")
                    .contains("\npaykore_edge_requests_seconds_bucket{" + tags + ",le=\"1.0\"} 1"));
  }

  @Test
  void aDecisionAndItsCallAreCounted() {
    assertThat(management.meter("paykore_ratelimit_decisions_total")).isGreaterThanOrEqualTo(2);
    assertThat(management.meter("paykore_ratelimit_call_decisions_count"))
        .isGreaterThanOrEqualTo(2);
    assertThat(metrics())
        .contains("paykore_edge_store_calls_seconds_count{outcome=\"answered\",store=\"redis\"}")
        .contains(
            "paykore_edge_store_calls_seconds_count{outcome=\"answered\",store=\"postgres\"}");
  }

  @Test
  void theEventLoopsAreAskedHowLateTheyAre() {
    await().until(() -> management.meter("paykore_edge_event_loop_lag_seconds_count") > 0);
  }

  @Test
  void noKeyIsInAMetric() {
    assertThat(metrics()).doesNotContainPattern(KEY);
  }

  private static String metrics() {
    return management.body("/actuator/prometheus");
  }
}
