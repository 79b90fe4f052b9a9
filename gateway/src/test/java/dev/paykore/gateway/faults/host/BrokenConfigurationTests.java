package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.EdgeLaunch;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Configuration that is not right, at a start and under a running edge. */
@ExtendWith(HostStoresExtension.class)
class BrokenConfigurationTests {

  private static final String FILE = "application.yml";
  private static final String CURRENT = "paykore_edge_configuration_current";
  private static final String REFUSED = "paykore_edge_configuration_reloads_total";

  private static HostStores host;

  @BeforeAll
  static void start(HostStores shared) {
    host = shared;
  }

  @Test
  void itEndsTheStartAndNamesFileAndLine() throws IOException {
    List<String> shapes = shapes().subList(0, FaultRun.times(1, shapes().size()));
    for (String yaml : shapes) {
      EdgeLaunch launch = new EdgeLaunch(host.stores(), ConfigurationFolder.with(yaml));
      try (EdgeProcess edge = launch.jvm("-XX:TieredStopAtLevel=1").startUnready()) {
        assertThat(edge.awaitExit(Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(edge.output()).containsPattern("application\\.yml:\\d+").doesNotContain("\tat ");
      }
    }
    FaultRow.of("H9", "broken configuration at a start")
        .promised("exit code 1, and a sentence with file and line")
        .seen("%d shapes, all of it", shapes.size());
  }

  @Test
  void aRunningEdgeGoesOnWithTheLastThatWasGood() throws IOException {
    String good = Files.readString(host.config().resolve(FILE));
    try (EdgeProcess edge = host.launch().with("paykore.edge.reload.interval=100ms").start()) {
      for (String yaml : shapes()) {
        put(yaml);
        await().until(() -> edge.management().meter(CURRENT) == 0);
        assertThat(edge.management().readiness()).isEqualTo(ManagementPort.OK);
        assertThat(status(edge)).isEqualTo(200);
        put(good);
        await().until(() -> edge.management().meter(CURRENT) == 1);
      }
      assertThat(edge.management().meter(REFUSED)).isGreaterThanOrEqualTo(shapes().size());
      FaultRow.of("H9", "broken configuration under a running edge")
          .promised("the last good one goes on, ready; refusals are counted")
          .seen("%d shapes, all refused and counted; 200 with each", shapes().size());
    }
  }

  /** Each is wrong in one way. */
  private static List<String> shapes() throws IOException {
    String good = Files.readString(host.config().resolve(FILE));
    return List.of(
        good.replace("environment: sandbox", ""),
        good + "      - id: [",
        good.replace("predicates:", "predicate:"),
        good.replace("starter: 1000000", "starter: -1"),
        good.replace("uri: http", "uri: ht^tp"),
        good.replace("predicates: [", "predicates: [ \"Header=X-Kind, (a+)+$\","),
        good.replace("predicates: [", "predicates: [ \"Header=X-Kind, .*.*.*x\","),
        good + good.substring(good.indexOf("      - id:")));
  }

  /** At once, as an editor or the kubelet does. */
  private static void put(String yaml) throws IOException {
    Path written = Files.writeString(host.config().resolve("next.tmp"), yaml);
    Files.move(written, host.config().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int status(EdgeProcess edge) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return client
          .send("GET /v1/wallets HTTP/1.1", "Host: localhost", host.keyHeader(), "")
          .read()
          .status();
    }
  }
}
