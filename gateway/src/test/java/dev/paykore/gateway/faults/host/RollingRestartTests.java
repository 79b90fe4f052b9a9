package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two edges behind a plain load balancer, under load by HTTP/1.1 and HTTP/2, and one of them ends.
 */
@ExtendWith(HostStoresExtension.class)
class RollingRestartTests {

  private static final int RESTARTS = FaultRun.times(20, 100);

  /** By each protocol. */
  private static final int CLIENTS = 4;

  private static final int MANY = 500;

  /** Until there have been many: edges that have only started answer slowly on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration DRAIN_DELAY = Duration.ofSeconds(2);
  private static final Duration GRACE_AND_A_SECOND = Duration.ofSeconds(31);

  private static final List<EdgeProcess> LAUNCHED = new ArrayList<>();

  /** Those behind the load balancer. */
  private static final Queue<EdgeProcess> EDGES = new ArrayDeque<>();

  private static HostStores host;
  private static LoadBalancer balancer;

  @BeforeAll
  static void start(HostStores shared) {
    host = shared;
    balancer = new LoadBalancer();
  }

  @AfterAll
  static void stop() {
    LAUNCHED.forEach(EdgeProcess::close);
    balancer.close();
  }

  @BeforeEach
  void twoEdges() {
    host.downstream().forget();
    Stream.generate(RollingRestartTests::launch)
        .limit(2 - EDGES.size())
        .toList()
        .forEach(RollingRestartTests::join);
  }

  @Test
  void noRequestIsLostWhenEdgesAreRestartedInTurn() {
    long longestMillis = 0;
    int refusedBefore = balancer.refusals();
    SteadyClients clients = clients();
    try (clients) {
      EdgeProcess next = launch();
      for (int left = RESTARTS; left > 0; left--) {
        join(next);
        EdgeProcess oldest = EDGES.remove();
        Instant told = terminate(oldest);
        next = left > 1 ? launch() : next;
        oldest.awaitExit(DRAIN_DELAY.plus(GRACE_AND_A_SECOND));
        longestMillis = Math.max(longestMillis, Duration.between(told, Instant.now()).toMillis());
      }
    }
    assertThat(clients.failed()).isEmpty();
    assertThat(balancer.refusals()).isEqualTo(refusedBefore);
    assertThat(clients.toldToLeave()).isGreaterThanOrEqualTo(RESTARTS);
    assertThat(arrived().sorted().toList())
        .isEqualTo(clients.answered().stream().sorted().toList());
    FaultRow.of("H7", "SIGTERM, twice, under load; two edges behind a plain load balancer")
        .promised(
            "readiness fails first, what runs is finished, connections are told to close;"
                + " no connection is refused, no request fails, each POST arrives once")
        .seen(
            "%d restarts, %d requests by %d clients of each HTTP/1.1 and HTTP/2, %d failed, no"
                + " connection refused; %d connections told to end; exit at most %d ms after"
                + " SIGTERM, of which %d ms are drain-delay",
            RESTARTS,
            clients.sent(),
            CLIENTS,
            clients.failed().size(),
            clients.toldToLeave(),
            longestMillis,
            DRAIN_DELAY.toMillis());
  }

  @Test
  void onlyWhatIsInFlightIsLostWhenAnEdgeIsKilled() {
    long usedBefore = host.used();
    String onceAMinute = host.keyForOneRequestAMinute();
    SteadyClients clients = clients();
    Instant begun = Instant.now();
    long inTwoSeconds;
    try (clients) {
      await().atMost(PATIENCE).until(() -> clients.answers() > MANY);
      assertThat(status(EDGES.element(), onceAMinute)).isEqualTo(200);
      EDGES.remove().signal("KILL");
      assertThat(status(EDGES.element(), onceAMinute)).isEqualTo(429);
      inTwoSeconds = clients.answers() * 2_000L / Duration.between(begun, Instant.now()).toMillis();
      int before = clients.answers();
      await().atMost(PATIENCE).until(() -> clients.answers() > before + MANY);
    }
    assertThat(clients.failed()).hasSizeLessThanOrEqualTo(2 * CLIENTS);
    assertThat(arrived().distinct().count()).isEqualTo(arrived().count());
    await().until(() -> host.used() - usedBefore >= clients.answers() - inTwoSeconds);
    EDGES.forEach(EdgeProcess::close);
    EDGES.clear();
    long lost = clients.answers() - (host.used() - usedBefore);
    FaultRow.of("H8", "one of two edges killed (SIGKILL) under load")
        .promised(
            "only what it had in flight is lost, and of the counts no more than both edges make in"
                + " two seconds; what was used of a limit stays used")
        .seen(
            "%d requests, %d failed, at most one of each client; %d counts lost; a limit that was"
                + " used up is so at the other edge",
            clients.sent(), clients.failed().size(), Math.max(0, lost));
  }

  private static SteadyClients clients() {
    String key = host.key().key().reveal();
    return new SteadyClients()
        .with(CLIENTS, () -> KeptHttp1.connect(balancer.port(), host.trust(), key))
        .with(CLIENTS, () -> KeptHttp2.connect(balancer.port(), host.trust(), key));
  }

  private static int status(EdgeProcess edge, String key) {
    try (KeptConnection connection = KeptHttp1.connect(edge.port(), host.trust(), key)) {
      return connection.request("GET", "/v1/limited");
    }
  }

  private static EdgeProcess launch() {
    EdgeProcess edge =
        host.launchWithTls()
            .with("paykore.edge.server.drain-delay=" + DRAIN_DELAY.toMillis() + "ms")
            .startUnready();
    LAUNCHED.add(edge);
    return edge;
  }

  private static void join(EdgeProcess edge) {
    edge.awaitReady();
    EDGES.add(edge);
    balancer.add(edge);
  }

  /** Tells an edge to end, twice; when it was told first. */
  private static Instant terminate(EdgeProcess edge) {
    Instant told = Instant.now();
    edge.signal("TERM");
    await().until(() -> edge.management().readiness() != ManagementPort.OK);
    assertThat(edge.management().liveness()).isEqualTo(ManagementPort.OK);
    edge.signal("TERM");
    return told;
  }

  /** The methods and paths of all that has reached the downstream. */
  private static Stream<String> arrived() {
    List<String> heads = host.downstream().heads();
    return heads.stream().map(head -> head.substring(0, head.indexOf(" HTTP")));
  }
}
