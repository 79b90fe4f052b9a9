package dev.paykore.gateway.faults.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeLaunch;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.gateway.testing.TraceReceiver;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is sent and whatever breaks, no key and no Authorization is in anything that the edge
 * writes, with every logger of every framework at DEBUG.
 */
class NoLeakTests {

  private static final String CONFIGURATION =
      """
      logging.level: { root: debug }
      paykore:
        edge:
          downstream: { response-timeout: 500ms }
          routes:
            - { id: refused, uri: "http://localhost:1", predicates: [ "Path=/refused/**" ],
                metadata: { environment: sandbox } }
            - { id: silent, uri: "{silent}", predicates: [ "Path=/silent/**" ],
                metadata: { environment: sandbox } }
            - { id: everything, uri: "{uri}", predicates: [ "Path=/**" ],
                metadata: { environment: sandbox } }
      """;

  private static final Secrets SECRETS = new Secrets().andForeign(KeysEverywhere.FOREIGN);
  private static final List<String> ANSWERS = new ArrayList<>();
  private static final List<String> ANSWERS_BY_HTTP2 = new ArrayList<>();
  private static final List<String> IN_REDIS = new ArrayList<>();
  private static final List<String> IN_POSTGRES = new ArrayList<>();

  private static Stores stores;
  private static IssuedKey issued;
  private static Downstream downstream;
  private static Downstream silent;
  private static TraceReceiver collector;
  private static EdgeProcess edge;
  private static EdgeProcess edgeWithTls;
  private static TestAuthority authority;

  @BeforeAll
  static void sendKeysWhileAllIsWellAndWhileNothingIs() {
    stores = Stores.start();
    downstream = Downstream.answering("fine");
    silent = Downstream.answering("").will(Downstream.silentUntilGone(new CountDownLatch(1)));
    collector = TraceReceiver.start();
    Path config =
        ConfigurationFolder.with(
            CONFIGURATION.replace("{uri}", downstream.url()).replace("{silent}", silent.url()));
    authority = TestAuthority.in(config);
    edge = launch(config).startUnready();
    edgeWithTls = launchWithTls(config).start();
    edge.awaitReady();
    String known = stores.issue(Environment.SANDBOX).key().reveal();
    send(known);
    send(unknown());
    fillTheStores();
    stores.redis().kill();
    stores.postgres().kill();
    send(known);
    send(unknown());
    stores.redis().restart();
    stores.postgres().restart();
    // The second of them is one too many.
    send(unknown());
    send(unknown());
  }

  /** With all that is kept of a key; its bucket stays for a minute, until it is full again. */
  private static void fillTheStores() {
    issued = stores.issue(Environment.SANDBOX);
    String key = issued.key().reveal();
    SECRETS.and(key);
    stores.commit(issued, "UPDATE api_keys SET requests_per_minute = 1 WHERE id = '%s'");
    assertThat(get("X-API-Key: " + key).status()).isEqualTo(200);
    String usage = RedisNames.usageCurrent(issued.keyId());
    await().atMost(Stores.PATIENCE).until(() -> stores.redisCommands().exists(usage) > 0);
    dumpStores();
    stores.change(issued, "UPDATE api_keys SET label = 'another label' WHERE id = '%s'");
    dumpStores();
  }

  private static void dumpStores() {
    IN_REDIS.addAll(StoreDump.redis(stores));
    IN_POSTGRES.addAll(StoreDump.postgres(stores));
  }

  private static EdgeLaunch launch(Path config) {
    return new EdgeLaunch(stores, config)
        .with(
            collector.property(),
            "paykore.edge.tracing.sample-percent=100",
            "paykore.edge.authentication.postgres-timeout=300ms",
            "paykore.edge.authentication.unknown-keys-per-minute=2");
  }

  private static EdgeLaunch launchWithTls(Path config) {
    TestAuthority.Identity identity = authority.issue("edge", "localhost");
    return launch(config)
        .with(
            "server.ssl.bundle=edge",
            "spring.ssl.bundle.pem.edge.keystore.certificate=file:" + identity.certificate(),
            "spring.ssl.bundle.pem.edge.keystore.private-key=file:" + identity.key());
  }

  @AfterAll
  static void stop() {
    edge.close();
    edgeWithTls.close();
    collector.close();
    downstream.close();
    silent.close();
    stores.close();
  }

  @Test
  void theTrialHasMetEveryKindOfAnswer() {
    assertThat(ANSWERS)
        .extracting(answer -> answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()))
        .contains("200", "400", "401", "414", "429", "431", "502", "503", "504");
    assertThat(edge.output()).contains("\"level\":\"DEBUG\"", "RoutePredicateHandlerMapping");
  }

  @Test
  void theTrialByHttp2HasMetAnswersAndResets() {
    assertThat(String.join("\n", ANSWERS_BY_HTTP2))
        .contains("status=200", "status=401", "status=429", "status=502", "status=503")
        .contains("reset=1");
    assertThat(edgeWithTls.output()).contains("\"level\":\"DEBUG\"", "ssl.SslHandler");
  }

  @Test
  void noLogLineHoldsAKey() {
    SECRETS.assertNotIn("log", edge.output().lines().toList());
    SECRETS.assertNotIn("log with TLS", edgeWithTls.output().lines().toList());
  }

  @Test
  void noErrorBodyHoldsAKey() {
    SECRETS.assertNotIn("answer", ANSWERS);
    SECRETS.assertNotIn("answer by HTTP/2", ANSWERS_BY_HTTP2);
  }

  /** Spans are sent in the order in which they end, so with the last of them all have come. */
  @Test
  void noTraceHoldsAKey() {
    String last = lastRequest();
    await().until(() -> !collector.spansOf(last).isEmpty());
    assertThat(collector.spans()).hasSizeGreaterThan(ANSWERS.size() / 2);
    SECRETS.assertNotIn("trace", collector.text());
    SECRETS.assertNotIn(
        "ids of a trace", collector.spans().stream().map(NoLeakTests::ids).toList());
  }

  @Test
  void noStoreHoldsAKey() {
    dumpStores();
    assertThat(IN_REDIS).extracting(entry -> entry.split(" = ", 2)[0]).containsAll(namesOfIssued());
    assertThat(IN_POSTGRES).anyMatch(row -> row.contains(issued.key().hash().hex()));
    SECRETS.assertNotIn("Redis", IN_REDIS);
    SECRETS.assertNotIn("Postgres", IN_POSTGRES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/prometheus",
        "/actuator/health",
        "/actuator/health/readiness",
        "/actuator/health/liveness"
      })
  void whatTheManagementPortShowsHoldsNoKey(String path) {
    RawResponse response = management("GET " + path);
    assertThat(response.body()).isNotEmpty();
    SECRETS.assertNotIn(path, response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auditevents",
        "beans",
        "caches",
        "conditions",
        "configprops",
        "env",
        "env/java.version",
        "flyway",
        "gateway",
        "gateway/routes",
        "gateway/refresh",
        "gateway/globalfilters",
        "heapdump",
        "httpexchanges",
        "info",
        "integrationgraph",
        "jolokia",
        "liquibase",
        "logfile",
        "loggers",
        "loggers/ROOT",
        "mappings",
        "metrics",
        "quartz",
        "refresh",
        "restart",
        "sbom",
        "scheduledtasks",
        "sessions",
        "shutdown",
        "startup",
        "threaddump"
      })
  void theManagementPortShowsHealthAndMetricsAlone(String id) {
    assertThat(management("GET /actuator/" + id).status()).isEqualTo(404);
    assertThat(management("POST /actuator/" + id, "Content-Length: 0").status()).isEqualTo(404);
    assertThat(management("DELETE /actuator/" + id).status()).isEqualTo(404);
  }

  @Test
  void theManagementPortLinksToNothingElse() {
    assertThat(management("GET /actuator").body())
        .contains("/actuator/health", "/actuator/prometheus")
        .doesNotContain("env", "beans", "heapdump", "gateway", "loggers", "shutdown");
  }

  @Test
  void anEdgeThatDoesNotStartSaysWhyWithoutTheKeyThatStandsThere() {
    String key = unknown();
    String broken =
        """
        logging.level: { root: debug }
        paykore:
          edge:
            redis: { timeout: "{key}" }
            downstream: { conect-timeout: "{key}" }
            routes:
              - { id: a, uri: "http://localhost:1/{key}", predicates: [ "Path=/**" ],
                  filters: [ "AddRequestHeader={key}" ], metadata: { environment: "{key}" } }
        """
            .replace("{key}", key);
    Throwable failure =
        catchThrowable(() -> EdgeProcess.start(stores, ConfigurationFolder.with(broken)).close());
    assertThat(failure).hasMessageContaining("The edge did not start").hasMessageContaining("***");
    new Secrets().and(key).assertNotIn("output", failure.getMessage().lines().toList());
  }

  private static List<String> namesOfIssued() {
    String keyId = issued.keyId();
    return List.of(
        RedisNames.record(issued.key().hash()),
        RedisNames.bucket(keyId),
        RedisNames.version(keyId),
        RedisNames.usageCurrent(keyId));
  }

  private static String unknown() {
    return stores.unknownKey(Environment.SANDBOX).reveal();
  }

  private static void send(String key) {
    SECRETS.and(key);
    ANSWERS.addAll(KeysEverywhere.sendTo(edge.port(), key));
    ANSWERS_BY_HTTP2.addAll(KeysOverHttp2.sendTo(edgeWithTls.port(), authority.trust(), key));
  }

  private static String lastRequest() {
    return get().header("X-Request-Id");
  }

  private static RawResponse get(String... headers) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return RunningEdge.send(client, "GET /v1", headers);
    }
  }

  private static String ids(Span span) {
    return Stream.of(span.getTraceId(), span.getSpanId(), span.getParentSpanId())
        .map(id -> HexFormat.of().formatHex(id.toByteArray()))
        .collect(Collectors.joining(" "));
  }

  private static RawResponse management(String requestLine, String... headers) {
    try (RawHttpClient client = RawHttpClient.connect(edge.managementPort())) {
      return RunningEdge.send(client, requestLine, headers);
    }
  }
}
