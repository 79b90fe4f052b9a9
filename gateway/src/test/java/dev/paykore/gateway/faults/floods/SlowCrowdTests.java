package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * More slow clients with one key than a downstream has connections, with the deadlines of a real
 * edge, and a client of another key: rows L2 and L3.
 */
class SlowCrowdTests {

  private static final int CLIENTS = FaultRun.times(120, 1_000);
  private static final int CONNECTIONS = FaultRun.times(64, 256);
  private static final int SHARE = CONNECTIONS * 3 / 4;
  private static final int SLOW = CONNECTIONS / 4;
  private static final int ANSWERS = FaultRun.times(200, 2_000);
  private static final int SMALL = 4_096;

  private static FloodedEdge edge;

  @BeforeAll
  static void start() {
    edge =
        FloodedEdge.start(
            "--paykore.edge.downstream.max-connections=" + CONNECTIONS,
            "--paykore.edge.downstream.max-slow-per-key=" + SLOW);
    edge.answerAtLength();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void readersOfOneKeyLeaveConnectionsToOthers() throws IOException {
    expectOthersServed(
        "L3",
        "%,d clients at once with one key that read nothing",
        "GET /large HTTP/1.1\r\n%s\r\n");
  }

  @Test
  void sendersOfOneKeyLeaveConnectionsToOthers() throws IOException {
    expectOthersServed(
        "L2",
        "%,d clients at once with one key that stop within a body",
        "POST /a HTTP/1.1\r\n%sContent-Length: " + FloodedEdge.BODY + "\r\n\r\nbody");
  }

  @Test
  void drippingSendersOfOneKeyLeaveConnectionsToOthers() throws IOException {
    List<Socket> crowd = new CopyOnWriteArrayList<>();
    try (Drip drip = new Drip(crowd)) {
      expectOthersServed(
          "L2",
          "%,d clients at once with one key that send a byte of their bodies every 300 ms",
          "POST /a HTTP/1.1\r\n%sContent-Length: " + FloodedEdge.BODY + "\r\n\r\n",
          crowd);
      assertThat(drip.sent()).isGreaterThan(CLIENTS);
    }
  }

  @Test
  void clientsThatGoOnAreNotSlowHoweverLongTheyAreWaitedFor() throws Exception {
    PacedClient client = new PacedClient(edge.port(), edge.issueWithoutLimit().key().reveal());
    List<Future<Integer>> statuses = new ArrayList<>();
    List<Future<Integer>> lengths = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SLOW; i++) {
        statuses.add(threads.submit(client::upload));
        lengths.add(threads.submit(client::download));
      }
    }
    for (Future<Integer> status : statuses) {
      assertThat(status.get()).isEqualTo(200);
    }
    for (Future<Integer> length : lengths) {
      assertThat(length.get()).isGreaterThan(FloodedEdge.LARGE);
    }
    FaultRow.of("L2", "%,d clients at once with one key of middling speed".formatted(2 * SLOW))
        .promised("none is slow, though %,d may be: no upload or download is cut".formatted(SLOW))
        .seen("all whole");
  }

  private void expectOthersServed(String row, String fault, String request) throws IOException {
    expectOthersServed(row, fault, request, new ArrayList<>());
  }

  private void expectOthersServed(String row, String fault, String request, List<Socket> crowd)
      throws IOException {
    String slow = edge.issueWithoutLimit().key().reveal();
    byte[] bytes =
        request
            .formatted("Host: a\r\nX-API-Key: " + slow + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    Bystander bystander = Bystander.of(edge.port(), edge.issueWithoutLimit().key()).awaitCount(20);
    try (bystander) {
      for (int i = 0; i < CLIENTS; i++) {
        crowd.add(open(bytes));
      }
      bystander.awaitCount(bystander.count() + ANSWERS);
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
    bystander.expectServed();
    FaultRow.of(row, fault.formatted(CLIENTS))
        .promised(
            "at most %d of %d connections to the downstream are theirs, %d for longer than a moment;"
                    .formatted(SHARE, CONNECTIONS, SLOW)
                + " a client of another key 200 within 5 s")
        .seen(
            "its %,d requests all 200, the longest %,d ms",
            bystander.count(), bystander.longestMillis());
  }

  private static Socket open(byte[] request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()));
    socket.getOutputStream().write(request);
    return socket;
  }
}
