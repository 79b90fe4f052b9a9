package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeLaunch;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two edges behind a plain load balancer, under load, and one of them ends. */
class RollingRestartTests {

  /** An edge takes seconds to start: twenty restarts would not fit into the short run. */
  private static final int RESTARTS = FaultRun.times(2, 100);

  private static final int CLIENTS = 8;
  private static final Duration DRAIN_DELAY = Duration.ofSeconds(1);
  private static final Duration GRACE_AND_A_SECOND = Duration.ofSeconds(31);

  private static final Queue<EdgeProcess> EDGES = new ArrayDeque<>();
  private static HostStores host;
  private static LoadBalancer balancer;

  @BeforeAll
  static void start() {
    host = HostStores.start();
    balancer = new LoadBalancer();
  }

  @AfterAll
  static void stop() {
    EDGES.forEach(EdgeProcess::close);
    balancer.close();
    host.close();
  }

  @BeforeEach
  void twoEdges() {
    host.downstream().forget();
    Stream.generate(() -> launch().startUnready())
        .limit(2 - EDGES.size())
        .toList()
        .forEach(RollingRestartTests::join);
  }

  @Test
  void noRequestIsLostWhenEdgesAreRestartedInTurn() {
    long longestMillis = 0;
    SteadyClients clients = clients();
    try (clients) {
      for (int i = 0; i < RESTARTS; i++) {
        longestMillis = Math.max(longestMillis, replaceOne().toMillis());
      }
    }
    assertThat(clients.failed()).isEmpty();
    assertThat(clients.toldToClose()).isGreaterThanOrEqualTo(RESTARTS);
    assertEachArrivedOnce(clients);
    FaultRow.of("H7", "SIGTERM, twice, under load; two edges behind a plain load balancer")
        .promised(
            "readiness fails first, what runs is finished, connections are told to close;"
                + " no request fails, each POST arrives once")
        .seen(
            "%d restarts, %d requests on %d connections, %d failed; %d connections told to close;"
                + " ended at most %d ms after a drain of %d ms",
            RESTARTS,
            clients.sent(),
            CLIENTS,
            clients.failed().size(),
            clients.toldToClose(),
            longestMillis,
            DRAIN_DELAY.toMillis());
  }

  @Test
  void onlyWhatIsInFlightIsLostWhenAnEdgeIsKilled() {
    long usedBefore = host.used();
    SteadyClients clients = clients();
    Instant begun = Instant.now();
    long inTwoSeconds;
    try (clients) {
      await().until(() -> clients.answered().size() > 500);
      EDGES.remove().signal("KILL");
      inTwoSeconds = 500 * 2_000 / Duration.between(begun, Instant.now()).toMillis();
      int answered = clients.answered().size();
      await().until(() -> clients.answered().size() > answered + 500);
    }
    assertThat(clients.failed()).hasSizeLessThanOrEqualTo(CLIENTS);
    assertThat(arrived()).doesNotHaveDuplicates();
    long counted = clients.answered().size() - inTwoSeconds;
    await().until(() -> host.used() - usedBefore >= counted);
    EDGES.forEach(EdgeProcess::close);
    EDGES.clear();
    long lost = clients.answered().size() - (host.used() - usedBefore);
    FaultRow.of("H8", "one of two edges killed (SIGKILL) under load")
        .promised("only what it had in flight is lost; counts of at most its last second are")
        .seen(
            "%d requests, %d failed, all on its connections; %d counts lost",
            clients.sent(), clients.failed().size(), Math.max(0, lost));
  }

  private static SteadyClients clients() {
    return new SteadyClients(CLIENTS, balancer.port(), host.keyHeader());
  }

  private static EdgeLaunch launch() {
    return host.launch().with("paykore.edge.server.drain-delay=" + DRAIN_DELAY.toMillis() + "ms");
  }

  private static void join(EdgeProcess edge) {
    edge.awaitReady();
    EDGES.add(edge);
    balancer.add(edge);
  }

  /** Starts another edge and ends the oldest; how long that took beyond the drain. */
  private static Duration replaceOne() {
    join(launch().startUnready());
    EdgeProcess oldest = EDGES.remove();
    Instant told = Instant.now();
    oldest.signal("TERM");
    await().until(() -> oldest.management().readiness() != ManagementPort.OK);
    assertThat(oldest.management().liveness()).isEqualTo(ManagementPort.OK);
    oldest.signal("TERM");
    oldest.awaitExit(DRAIN_DELAY.plus(GRACE_AND_A_SECOND));
    return Duration.between(told, Instant.now()).minus(DRAIN_DELAY);
  }

  private static void assertEachArrivedOnce(SteadyClients clients) {
    assertThat(arrived())
        .containsExactlyInAnyOrderElementsOf(
            clients.answered().stream().map(line -> line.replace(" 200", "")).toList());
  }

  /** The request lines of all that has reached the downstream. */
  private static List<String> arrived() {
    return host.downstream().heads().stream()
        .map(head -> head.substring(0, head.indexOf(" HTTP")))
        .toList();
  }
}
