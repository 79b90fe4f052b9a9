package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.RawHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a connection may cost in memory: 64 KiB and 100 times the bytes that came on it. All is
 * measured against the edge as it was when it was fresh, so what one test leaves behind counts for
 * the next as well.
 */
class ConnectionMemoryTests {

  private static final int CONNECTIONS = FaultRun.times(400, 2_000);
  private static final long BASE_BYTES = 64 << 10;
  private static final int FACTOR = 100;
  private static final int AHEAD = 99;

  private static FloodedEdge edge;
  private static EdgeMemory fresh;

  private EdgeMemory held;

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
    fresh = EdgeMemory.of(edge.process);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void anIdleConnection() {
    try (Crowd idle = Crowd.of(edge.port(), CONNECTIONS)) {
      idle.each(Crowd::askWithoutKey);
      measure();
    }
    assertCost("L5", "idle connections, in memory", Crowd.WITHOUT_KEY.length());
  }

  @Test
  void aHeadThatIsNeverFinished() {
    String head = "GET / HTTP/1.1\r\nHost:a\r\nX-Note: " + "a".repeat(7_000);
    try (Crowd crowd = Crowd.of(edge.port(), CONNECTIONS)) {
      crowd.each(Crowd::askWithoutKey);
      crowd.each(member -> member.sendText(head));
      awaitRead();
      measure();
    }
    assertCost("L1", "heads of 7 KB that are never finished, in memory", head.length());
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
      measure();
    } finally {
      edge.releaseAnswers();
    }
    assertCost("L6", "a hundred requests sent ahead, unanswered, in memory", requests.length());
  }

  private void measure() {
    held = EdgeMemory.of(edge.process);
  }

  /**
   * All that the crowd cost is bounded, and it did cost something: heap that comes back once it has
   * left. Buffers outside the heap do not come back, the allocator keeps its chunks.
   */
  private void assertCost(String row, String what, int bytes) {
    long each = held.since(fresh).totalBytes() / CONNECTIONS;
    assertThat(each).isLessThanOrEqualTo(BASE_BYTES + (long) FACTOR * bytes);
    await().until(this::heapBytesGivenBack, givenBack -> givenBack > 0);
    FaultRow.of(row, what)
        .promised("at most 64 KiB a connection and 100 times its bytes")
        .seen(
            "%.1f KiB a connection for %,d bytes, %,d connections at once",
            each / 1024.0, bytes, CONNECTIONS);
  }

  /** The edge ends its side of a connection some time after the client has left. */
  private long heapBytesGivenBack() {
    return held.since(EdgeMemory.of(edge.process)).heapBytes();
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
