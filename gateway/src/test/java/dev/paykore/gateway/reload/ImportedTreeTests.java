package dev.paykore.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running edge that imports a mounted Secret: a folder with a file for each property. */
class ImportedTreeTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String URL = "wallets-url";
  private static final String STARTER = "paykore.edge.requests-per-minute.starter";
  private static final String PASSWORD = "spring.r2dbc.password";

  private static Stores stores;
  private static Downstream first;
  private static Downstream second;
  private static MountedConfig config;
  private static MountedConfig secret;
  private static RunningEdge edge;

  private IssuedKey key;

  @BeforeAll
  static void startEdge(@TempDir Path volumes) throws Exception {
    stores = Stores.start();
    first = Downstream.answering("first");
    second = Downstream.answering("second");
    config = new MountedConfig(Files.createDirectory(volumes.resolve("config")));
    secret = new MountedConfig(Files.createDirectory(volumes.resolve("secret")));
    config.mount(yaml());
    secret.mount(files());
    edge = RunningEdge.start(stores, config.folder(), "paykore.edge.reload.interval=20ms");
  }

  @AfterAll
  static void stopEdge() {
    edge.close();
    first.close();
    second.close();
    stores.close();
  }

  @BeforeEach
  void beginAsAtTheStart() {
    key = stores.issue(Environment.SANDBOX);
    secret.mount(files());
    config.mount(yaml());
    await().atMost(PATIENCE).until(() -> get().body().equals("first") && limit().equals("300"));
    await().atMost(PATIENCE).until(() -> !health().contains("takes a restart"));
    await().atMost(PATIENCE).until(() -> !health().contains("refused"));
  }

  @Test
  void aChangedFileIsServedWithoutARestart() {
    secret.mount(files(URL, second.url()));

    await().atMost(PATIENCE).until(() -> get().body().equals("second"));
  }

  @Test
  void whatHasNotChangedTakesNoRestart() {
    config.mount(yaml() + "paykore.edge.requests-per-minute.starter: 500\n");

    await().atMost(PATIENCE).until(() -> limit().equals("500"));
    assertThat(health()).doesNotContain("takes a restart");
  }

  @Test
  void whatOnlyAStartReadsIsSaidByItsNameAlone() {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.reload")) {
      secret.mount(files(PASSWORD, "rotated"));

      takesRestart(PASSWORD);
      assertThat(log.text()).contains("[" + PASSWORD + "] takes a restart");
      assertThat(log.text() + health()).doesNotContain("rotated");
    }
  }

  @Test
  void whatOnlyAStartReadsIsSaidWhereItIsMeantByAPlaceholder() {
    secret.mount(files("database-name", "other"));

    takesRestart("spring.r2dbc.name");
  }

  @Test
  void aWrongValueIsRefusedWithItsFileAndNotPrintedUntilItIsMended() {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.reload")) {
      secret.mount(files(STARTER, "of-no-use", URL, second.url()));

      await().atMost(PATIENCE).until(() -> health().contains("refused"));
      assertThat(log.text())
          .contains(secret.folder().resolve(STARTER) + ":1:1: " + STARTER)
          .contains("(expected: a whole number)")
          .doesNotContain("of-no-use");
    }
    assertThat(get().body()).isEqualTo("first");

    secret.mount(files(STARTER, "700"));
    await().atMost(PATIENCE).until(() -> limit().equals("700"));
  }

  @Test
  void aMisspeltPropertyOfTheEdgeIsRefusedAndItsValueNotPrinted() {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.reload")) {
      secret.mount(files("paykore.edge.redis.pasword", "of-redis"));

      await().atMost(PATIENCE).until(() -> health().contains("refused"));
      assertThat(log.text()).contains("redis.pasword: ", "is unknown").doesNotContain("of-redis");
    }
  }

  @Test
  void aTreeThatIsNoLongerImportedCountsNoLonger() {
    secret.mount(files(STARTER, "700"));
    await().atMost(PATIENCE).until(() -> limit().equals("700"));

    config.mount(yaml().replace("${wallets-url}", second.url()).replaceAll("(?m)^spring.*\n", ""));

    await().atMost(PATIENCE).until(() -> get().body().equals("second"));
    await().atMost(PATIENCE).until(() -> limit().equals("300"));
    takesRestart("spring.r2dbc.name", PASSWORD);
  }

  @Test
  void aTreeThatIsImportedLaterIsWatchedFromThenOn(@TempDir Path volume) {
    MountedConfig later = new MountedConfig(volume);
    later.mount(Map.of(STARTER, "none"));
    config.mount(yaml() + "spring.config.import[1]: configtree:" + volume + "/\n");
    await().atMost(PATIENCE).until(() -> health().contains("refused"));

    later.mount(Map.of(STARTER, "700"));
    await().atMost(PATIENCE).until(() -> limit().equals("700"));

    later.mount(Map.of(STARTER, "800"));
    await().atMost(PATIENCE).until(() -> limit().equals("800"));
  }

  private void takesRestart(String... names) {
    String list = "\"takes a restart\":[\"" + String.join("\",\"", names) + "\"]";
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(health()).contains(list));
  }

  private RawResponse get() {
    return edge.send("GET /v1/wallets", "X-API-Key: " + key.key().reveal());
  }

  private String limit() {
    return get().header("X-RateLimit-Limit");
  }

  private static String health() {
    return new ManagementPort(edge.managementPort()).body("/actuator/health");
  }

  /** A Secret holds more than properties. */
  private static Map<String, String> files(String... namesAndValues) {
    Map<String, String> files =
        new HashMap<>(
            Map.of(
                URL, first.url(), PASSWORD, "first", "database-name", "edge", "ca.crt", "no PEM"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      files.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return files;
  }

  private static String yaml() {
    return """
        spring.config.import[0]: optional:configtree:%s/
        spring.r2dbc.name: ${database-name}
        paykore.edge.routes:
          - id: wallets
            uri: ${wallets-url}
            predicates: [ "Path=/v1/**" ]
            metadata: { environment: sandbox }
        """
        .formatted(secret.folder());
  }
}
