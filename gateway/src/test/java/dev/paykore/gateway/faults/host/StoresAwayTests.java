package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawHttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** An edge that is started before its stores, and one that loses them. */
class StoresAwayTests {

  private static final Duration PROMISED = Duration.ofSeconds(5);

  /** For a busy machine. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final Duration AWAY =
      FaultRun.lasting(Duration.ofSeconds(3), Duration.ofSeconds(60));
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGER_THAN_A_STORE_IS_WAITED_FOR = Duration.ofSeconds(4);
  private static final String READINESS = "/actuator/health/readiness";

  @Test
  void theEdgeStartsWithoutItsStoresAndIsReadyOnceTheyComeAndFromThenOn() {
    try (HostStores host = HostStores.start()) {
      killStores(host);
      try (EdgeProcess edge = host.launch().startUnready()) {
        await().atMost(Duration.ofMinutes(1)).until(() -> isLive(edge));
        assertThat(edge.management().body(READINESS)).contains("no store has answered yet");
        assertThat(edge.management().readiness()).isNotEqualTo(ManagementPort.OK);
        Duration untilServed = untilServed(host, edge);
        assertThat(untilServed).isLessThan(PROMISED.plus(SLACK));
        FaultRow.of("H10", "started before Redis and Postgres")
            .promised("starts, live but not ready, and says why; serves within 5 s of their coming")
            .seen("200, and ready, %d ms after they came", untilServed.toMillis());
        int answers = readyWithoutStores(host, edge);
        FaultRow.of("H10", "Redis and Postgres both killed, later")
            .promised("ready and live all the time; remembered keys are served")
            .seen("%d s, ready, live and 200 each of %d times", AWAY.toSeconds(), answers);
      }
    }
  }

  @Test
  void anEdgeThatPostgresHasNoViewForIsNotReadyAndSaysWhyUntilItHas() {
    try (HostStores host = HostStores.start()) {
      host.stores().postgres().execute("ALTER VIEW edge_api_keys RENAME TO away");
      try (EdgeProcess edge = host.launch().startUnready()) {
        await().atMost(Duration.ofMinutes(1)).until(() -> lacksTheView(edge));
        await().during(LONGER_THAN_A_STORE_IS_WAITED_FOR).until(() -> lacksTheView(edge));
        host.stores().postgres().execute("ALTER VIEW away RENAME TO edge_api_keys");
        await().until(() -> edge.management().readiness() == ManagementPort.OK);
        assertThat(status(host, edge)).isEqualTo(200);
        FaultRow.of("P10", "started while Postgres had no view for the edge")
            .promised("live but not ready, and says why, though Redis is there")
            .seen("not ready for want of edge_api_keys; ready, and 200, once it was there");
      }
    }
  }

  private static boolean lacksTheView(EdgeProcess edge) {
    return isLive(edge)
        && edge.management().readiness() != ManagementPort.OK
        && edge.management().body(READINESS).contains("edge_api_keys");
  }

  private static void killStores(HostStores host) {
    // It answers before it has written to the disk, and would come back without its last rows.
    host.stores().postgres().execute("CHECKPOINT");
    host.stores().redis().kill();
    host.stores().postgres().kill();
  }

  private static Duration untilServed(HostStores host, EdgeProcess edge) {
    host.stores().redis().restart();
    host.stores().postgres().restart();
    Instant there = Instant.now();
    edge.awaitReady();
    await().atMost(PROMISED.multipliedBy(4)).until(() -> status(host, edge) == 200);
    return Duration.between(there, Instant.now());
  }

  private static int readyWithoutStores(HostStores host, EdgeProcess edge) {
    killStores(host);
    int answers = 0;
    for (Instant end = Instant.now().plus(AWAY); Instant.now().isBefore(end); answers++) {
      assertThat(edge.management().readiness()).isEqualTo(ManagementPort.OK);
      assertThat(isLive(edge)).isTrue();
      assertThat(status(host, edge)).isEqualTo(200);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return answers;
  }

  private static boolean isLive(EdgeProcess edge) {
    return edge.management().liveness() == ManagementPort.OK;
  }

  private static int status(HostStores host, EdgeProcess edge) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return client
          .send("GET /v1/wallets HTTP/1.1", "Host: localhost", host.keyHeader(), "")
          .read()
          .status();
    }
  }
}
