package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.RawHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a connection may cost in memory, as {@link ConnectionCost} has it. */
class ConnectionMemoryTests {

  private static final int CONNECTIONS = FaultRun.times(400, 2_000);
  private static final int AHEAD = 99;

  private static FloodedEdge edge;
  private static ConnectionCost cost;

  @BeforeAll
  static void start() {
    edge =
        FloodedEdge.start(
            "-Xmx1g",
            "--paykore.edge.server.head-timeout=5m",
            "--paykore.edge.server.max-in-flight=10000",
            "--paykore.edge.downstream.connect-timeout=1m",
            "--paykore.edge.downstream.response-timeout=5m",
            "--paykore.edge.downstream.max-connections=10000");
    try (Crowd warm = Crowd.of(edge.port(), 8)) {
      warm.each(
          client -> {
            for (int i = 0; i < 200; i++) {
              Crowd.askWithoutKey(client);
            }
          });
    }
    cost = new ConnectionCost(edge.process);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void anIdleConnection() {
    try (Crowd idle = Crowd.of(edge.port(), CONNECTIONS)) {
      idle.each(Crowd::askWithoutKey);
      cost.measure();
    }
    cost.assertBounded(
        "L5", "idle connections, in memory", CONNECTIONS, Crowd.WITHOUT_KEY.length());
  }

  @Test
  void aHeadThatIsNeverFinished() {
    String head = "GET / HTTP/1.1\r\nHost:a\r\nX-Note: " + "a".repeat(7_000);
    try (Crowd crowd = Crowd.of(edge.port(), CONNECTIONS)) {
      crowd.each(Crowd::askWithoutKey);
      crowd.each(member -> member.sendText(head));
      awaitRead();
      cost.measure();
    }
    cost.assertBounded(
        "L1", "heads of 7 KB that are never finished, in memory", CONNECTIONS, head.length());
  }

  @Test
  void requestsThatAreSentAhead() {
    String key = edge.issueWithoutLimit().key().reveal();
    String held = "GET / HTTP/1.1\r\nHost:a\r\nX-Api-Key: " + key + "\r\n\r\n";
    String requests = held + Crowd.WITHOUT_KEY.repeat(AHEAD);
    edge.holdAnswers();
    try (Crowd crowd = Crowd.of(edge.port(), CONNECTIONS)) {
      crowd.each(member -> member.sendText(requests));
      awaitRead();
      cost.measure();
    } finally {
      edge.releaseAnswers();
    }
    cost.assertBounded(
        "L6",
        "a hundred requests sent ahead, unanswered, in memory",
        CONNECTIONS,
        requests.length());
  }

  /** Whoever comes after is served once what came before was read. */
  private static void awaitRead() {
    for (int i = 0; i < 20; i++) {
      try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
        Crowd.askWithoutKey(client);
      }
    }
  }
}
