package dev.paykore.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** A running edge whose files change under it, as a mounted ConfigMap does. */
class ReloadTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int UNAVAILABLE = 503;
  private static final int RELOADS = FaultRun.times(20, 100);
  private static final String APPLIED =
      "paykore_edge_configuration_reloads_total{outcome=\"applied\"}";

  private static final String REFUSED =
      "paykore_edge_configuration_reloads_total{outcome=\"refused\"}";
  private static final String CURRENT = "paykore_edge_configuration_current";

  private static Stores stores;
  private static Downstream first;
  private static Downstream second;
  private static MountedConfig config;
  private static RunningEdge edge;

  private IssuedKey key;

  @BeforeAll
  static void startEdge(@TempDir Path volume) {
    stores = Stores.start();
    first = Downstream.answering("first");
    second = Downstream.answering("second");
    config = new MountedConfig(volume);
    config.mount(routesTo(first));
    edge =
        RunningEdge.start(
            stores,
            config.folder(),
            "paykore.edge.reload.interval=20ms",
            "paykore.edge.downstream.breaker.open-for=1m");
  }

  @AfterAll
  static void stopEdge() {
    edge.close();
    first.close();
    second.close();
    stores.close();
  }

  @BeforeEach
  void beginWithTheFirst() {
    first.will(Downstream.ok("first"));
    key = stores.issue(Environment.SANDBOX);
    config.mount(routesTo(first));
    await().atMost(PATIENCE).until(() -> metric(CURRENT) == 1 && get().body().equals("first"));
    await().atMost(PATIENCE).until(() -> get().header("X-RateLimit-Limit").equals("300"));
  }

  @Test
  void aChangedRouteIsServedWithoutARestart() {
    double before = metric(APPLIED);

    config.mount(routesTo(second));

    await().atMost(PATIENCE).until(() -> get().body().equals("second"));
    await().atMost(PATIENCE).until(() -> metric(APPLIED) == before + 1);
  }

  @Test
  void aChangedTierHoldsForTheNextRequestAndTheBucketStays() {
    for (int i = 0; i < 100; i++) {
      get();
    }

    config.mount(routesTo(first) + "    requests-per-minute:\n      starter: 2000\n");

    await().atMost(PATIENCE).until(() -> get().header("X-RateLimit-Limit").equals("2000"));
    assertThat(Integer.parseInt(get().header("X-RateLimit-Remaining"))).isLessThan(300);
  }

  @Test
  void aChangedLogLevelHoldsAndOneThatIsTakenOutEnds() {
    String logger = "dev.paykore.gateway.reload.example";

    config.mount(routesTo(first) + "logging:\n  level:\n    " + logger + ": debug\n");
    await().atMost(PATIENCE).until(() -> LoggerFactory.getLogger(logger).isDebugEnabled());

    config.mount(routesTo(first));
    await().atMost(PATIENCE).until(() -> !LoggerFactory.getLogger(logger).isDebugEnabled());
  }

  @Test
  void theLevelOfAGroupIsThatOfItsLoggersAsAtAStart() {
    String member = "org.springframework.web";
    LogLevel before = levelOf(member);

    config.mount(routesTo(first) + "logging:\n  level:\n    web: debug\n");
    await().atMost(PATIENCE).until(() -> levelOf(member) == LogLevel.DEBUG);

    config.mount(routesTo(first));
    await().atMost(PATIENCE).until(() -> levelOf(member) == before);
  }

  @Test
  void theRootHasItsOwnLevelAgainOnceNoneIsGiven() {
    LogLevel before = levelOf(LoggingSystem.ROOT_LOGGER_NAME);

    config.mount(routesTo(first) + "logging:\n  level:\n    root: error\n");
    await().atMost(PATIENCE).until(() -> levelOf(LoggingSystem.ROOT_LOGGER_NAME) == LogLevel.ERROR);

    config.mount(routesTo(second));
    await().atMost(PATIENCE).until(() -> get().body().equals("second"));
    await().atMost(PATIENCE).until(() -> levelOf(LoggingSystem.ROOT_LOGGER_NAME) == before);

    config.mount(routesTo(first));
    await().atMost(PATIENCE).until(() -> get().body().equals("first"));
  }

  @Test
  void aBrokenFileIsRefusedAsAWholeWithItsLineAndTheOldRoutesGoOn() {
    String broken = routesTo(second).replace("environment: sandbox", "environment: sandpit");

    refused(
        broken + "    requests-per-minute:\n      starter: 1\n", "application.yml:9:", "sandpit");

    assertThat(get().body()).isEqualTo("first");
    assertThat(get().header("X-RateLimit-Limit")).isEqualTo("300");
  }

  @Test
  void anEmptyFileIsRefused() {
    refused("", "application.yml:1:1: syntax: nothing (expected: a property)");
  }

  @Test
  void aFileThatBreaksOffIsRefusedWithItsLine() {
    String whole = routesTo(second);
    refused(
        whole.substring(0, whole.indexOf("uri:")) + "uri: \"http://local",
        "application.yml:5:",
        "(expected: YAML)");
  }

  @Test
  void aPredicateThatDoesNotExistIsRefused() {
    refused(routesTo(second).replace("Path=", "Pth="), "predicates[0]: 'Pth'", "mean Path?");
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    refused(
        routesTo(second) + "    requests-per-minute:\n      growth: none\n",
        "growth: 'none' (expected: a whole number)");
  }

  @Test
  void whatOnlyAStartReadsIsSaid() {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.reload")) {
      config.mount(routesTo(second) + "    server:\n      max-in-flight: 7\n");

      await().atMost(PATIENCE).until(() -> get().body().equals("second"));
      await()
          .atMost(PATIENCE)
          .until(() -> log.text().contains("paykore.edge.server] takes a restart"));
    }
    assertThat(health()).contains("\"takes a restart\":[\"paykore.edge.server\"]");
  }

  @Test
  void aPropertyOfALibraryThatOnlyAStartReadsIsSaidToo() {
    config.mount(routesTo(second) + "spring.reactor.netty.shutdown-quiet-period: 1s\n");

    await().atMost(PATIENCE).until(() -> get().body().equals("second"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(health())
                    .contains(
                        "\"takes a restart\":[\"spring.reactor.netty.shutdown-quiet-period\"]"));
  }

  @Test
  void anAnswerThatIsOnItsWayComesWholeFromWhereItBegan() {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> served = new CompletableFuture<>();
    first.will(
        (in, out, head) -> {
          Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhalf, ")
              .answer(in, out, head);
          begun.complete(null);
          served.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
          Downstream.text("whole.").answer(in, out, head);
        });

    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /v1/wallets HTTP/1.1", "Host: localhost", credential(), "");
      await().atMost(PATIENCE).until(begun::isDone);
      first.will(Downstream.ok("first"));
      config.mount(routesTo(second));
      await().atMost(PATIENCE).until(() -> get().body().equals("second"));
      served.complete(null);
      assertThat(client.read().body()).isEqualTo("half, whole.");
    }
  }

  @Test
  void aDownstreamThatIsSparedIsSparedAfterAReloadOfItsRoute() {
    try (Downstream failing = Downstream.answering("").will(Downstream.textAndEnd(""))) {
      config.mount(routesTo(failing));
      await().atMost(PATIENCE).until(() -> get().status() == UNAVAILABLE);
      failing.forget();
      double before = metric(APPLIED);

      config.mount(routesTo(failing) + "          response-timeout: 7s\n");
      await().atMost(PATIENCE).until(() -> metric(APPLIED) == before + 1);

      assertThat(get().status()).isEqualTo(UNAVAILABLE);
      assertThat(failing.heads()).isEmpty();
    }
  }

  @Test
  void whatIsRefusedLeavesNoTrace() {
    String logger = "dev.paykore.gateway.reload.refused";
    try (Downstream never = Downstream.answering("never")) {
      refused(
          routesTo(never)
              + """
                    - id: broken
                      uri: %s
                      predicates: [ "Pth=/v2/**" ]
                      metadata: { environment: sandbox }
                  requests-per-minute: { starter: 7 }
              logging.level.%s: debug
              """
                  .formatted(never.url(), logger),
          "'Pth'");

      assertThat(never.heads()).isEmpty();
      assertThat(metrics()).contains(first.url()).doesNotContain(never.url());
    }
    assertThat(get().header("X-RateLimit-Limit")).isEqualTo("300");
    assertThat(LoggerFactory.getLogger(logger).isDebugEnabled()).isFalse();
  }

  @Test
  void requestsUnderLoadAreUndisturbedByReloads() {
    stores.change(key, "UPDATE api_keys SET requests_per_minute = 1000000 WHERE id = '%s'");
    await().atMost(PATIENCE).until(() -> get().header("X-RateLimit-Limit").equals("1000000"));
    AtomicBoolean done = new AtomicBoolean();
    try (Load load = Load.start(edge, key, Set.of("first", "second"), done::get)) {
      for (int i = 1; i <= RELOADS; i++) {
        double before = metric(APPLIED);
        config.mount(routesTo(i % 2 == 0 ? first : second) + "# change " + i + "\n");
        await().atMost(PATIENCE).until(() -> metric(APPLIED) > before);
      }
      done.set(true);
      assertThat(load.failures()).isEmpty();
      assertThat(load.answers()).isGreaterThan(5 * RELOADS);
      FaultRow.of("H9", "routes changed under load")
          .promised("each change is served; no request fails")
          .seen("%d reloads, %d requests, 0 failed", RELOADS, load.answers());
    }
  }

  private void refused(String yaml, String... words) {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.reload")) {
      double before = metric(REFUSED);
      config.mount(yaml);
      await().atMost(PATIENCE).until(() -> metric(REFUSED) == before + 1);
      assertThat(log.text()).contains("is refused, the old one goes on").contains(words);
    }
    assertThat(metric(CURRENT)).isZero();
    assertThat(health()).contains("\"status\":\"UP\"", "refused");
    assertThat(get().body()).isEqualTo("first");
  }

  private static LogLevel levelOf(String logger) {
    return edge.bean(LoggingSystem.class).getLoggerConfiguration(logger).getEffectiveLevel();
  }

  private RawResponse get() {
    return edge.send("GET /v1/wallets", credential());
  }

  private String credential() {
    return "X-API-Key: " + key.key().reveal();
  }

  private String metrics() {
    return management("GET /actuator/prometheus").body();
  }

  private double metric(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private String health() {
    return management("GET /actuator/health").body();
  }

  private RawResponse management(String requestLine) {
    try (RawHttpClient client = RawHttpClient.connect(edge.managementPort())) {
      return RunningEdge.send(client, requestLine);
    }
  }

  private static String routesTo(Downstream downstream) {
    return """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: %s
                predicates:
                  - Path=/v1/**
                metadata:
                  environment: sandbox
        """
        .formatted(downstream.url());
  }
}
