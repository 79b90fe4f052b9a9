package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.PresentedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many who come at once: rows L5 and L9, and what each of them may cost in memory. */
class CrowdTests {

  private static final int MOST_CONNECTIONS = FaultRun.times(1_200, 10_500);
  private static final int COLD_KEYS = FaultRun.times(500, 10_000);
  private static final int AT_ONCE = 16;
  private static final Duration POSTGRES_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TOLERANCE = Duration.ofSeconds(3);
  private static final long BASE_BYTES = 64 << 10;
  private static final int FACTOR = 100;
  private static final String WITHOUT_KEY = "GET / HTTP/1.1\r\nHost:a\r\n\r\n";

  private static FloodedEdge edge;

  @BeforeAll
  static void start() {
    edge =
        FloodedEdge.start(
            "-Xmx1g",
            "--paykore.edge.server.max-connections=" + MOST_CONNECTIONS,
            "--paykore.edge.server.head-timeout=60s",
            "--paykore.edge.authentication.unknown-keys-per-minute=300",
            "--paykore.edge.authentication.postgres-timeout=" + POSTGRES_TIMEOUT);
    try (Crowd warm = Crowd.of(edge.port(), 200)) {
      warm.each(CrowdTests::askWithoutKey);
    }
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void idleConnectionsEndAtTheirBoundAndManagementStillAnswers() {
    EdgeMemory before = EdgeMemory.of(edge.process);
    try (Crowd idle = Crowd.of(edge.port(), MOST_CONNECTIONS)) {
      idle.each(CrowdTests::askWithoutKey);
      long each = EdgeMemory.of(edge.process).since(before).totalBytes() / MOST_CONNECTIONS;
      try (RawHttpClient oneTooMany = RawHttpClient.connect(edge.port())) {
        oneTooMany.expectClosed();
      }
      long askedNanos = System.nanoTime();
      assertThat(health().status()).isEqualTo(200);
      Duration waited = Duration.ofNanos(System.nanoTime() - askedNanos);
      assertThat(waited).isLessThan(TOLERANCE);
      assertThat(each).isLessThan(BASE_BYTES);
      FaultRow.of("L5", "%,d idle connections from four addresses".formatted(MOST_CONNECTIONS))
          .promised(
              "all are served up to max-connections, a further one is closed; management answers;"
                  + " less than 64 KiB of memory each")
          .seen(
              "%,d served, the next closed, management 200 in %d ms, %.1f KiB each",
              MOST_CONNECTIONS, waited.toMillis(), each / 1024.0);
    }
    await().atMost(Duration.ofSeconds(20)).until(CrowdTests::isServed);
  }

  @Test
  void coldKeysAllAtOnceKeepToTheBoundsOfPostgres() {
    IssuedKey good = edge.issueWithoutLimit();
    Queue<PresentedKey> cold = new ConcurrentLinkedQueue<>(edge.issueCold(COLD_KEYS));
    Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    AtomicLong longestNanos = new AtomicLong();
    Bystander bystander = Bystander.of(edge.port(), good.key()).awaitCount(20);
    Watch watch = new Watch(edge.statements);
    try (Crowd crowd = Crowd.of(edge.port(), COLD_KEYS)) {
      crowd.each(
          member -> {
            long before = System.nanoTime();
            int status = ask(member, cold.remove());
            longestNanos.accumulateAndGet(System.nanoTime() - before, Math::max);
            answers.computeIfAbsent(status, any -> new AtomicLong()).incrementAndGet();
          });
    }
    watch.close();
    bystander.close();
    Duration longest = Duration.ofNanos(longestNanos.get());
    assertThat(answers.keySet()).isSubsetOf(200, 503).contains(200);
    assertThat(answers.values().stream().mapToLong(AtomicLong::get).sum()).isEqualTo(COLD_KEYS);
    assertThat(watch.most()).isBetween(1L, (long) AT_ONCE);
    assertThat(longest).isLessThan(POSTGRES_TIMEOUT.plus(TOLERANCE));
    assertThat(bystander.statuses()).containsOnlyKeys(200);
    FaultRow.of("L9", "%,d good keys at once that only Postgres knows".formatted(COLD_KEYS))
        .promised(
            "200, or 503 when too many wait (at most 16 asked and 256 waiting, 2 s in all), never"
                + " 401 or 429; remembered keys all 200")
        .seen(
            "answers %s, the longest after %d ms; at most %d connections to Postgres; %d requests of a"
                + " remembered key all 200, the longest %d ms",
            answers,
            longest.toMillis(),
            watch.most(),
            bystander.count(),
            bystander.longestMillis());
  }

  @Test
  void aHeadThatIsNeverFinishedCostsItsBytesAHundredTimesAtMost() {
    String head = "GET / HTTP/1.1\r\nHost:a\r\nX-Api-Key: " + "a".repeat(7_000);
    EdgeMemory before = EdgeMemory.of(edge.process);
    int connections = 400;
    try (Crowd crowd = Crowd.of(edge.port(), connections)) {
      crowd.each(member -> member.sendText(WITHOUT_KEY).read());
      crowd.each(member -> member.sendText(head));
      awaitRead();
      long each = EdgeMemory.of(edge.process).since(before).totalBytes() / connections;
      assertThat(each).isLessThan(BASE_BYTES + FACTOR * (long) head.length());
      assertThat(each).isLessThan(2 * BASE_BYTES);
      FaultRow.of("L1", "heads of 7 KB that are never finished, in memory")
          .promised("64 KiB a connection and 100 times its bytes at most")
          .seen("%.1f KiB a connection", each / 1024.0);
    }
  }

  @Test
  void requestsSentAheadCostTheirBytesAHundredTimesAtMost() {
    int ahead = 99;
    int connections = 100;
    EdgeMemory before = EdgeMemory.of(edge.process);
    edge.holdAnswers();
    PresentedKey key = edge.issueWithoutLimit().key();
    try (Crowd crowd = Crowd.of(edge.port(), connections)) {
      String held = "GET / HTTP/1.1\r\nHost:a\r\nX-Api-Key: " + key.reveal() + "\r\n\r\n";
      crowd.each(member -> member.sendText(held + WITHOUT_KEY.repeat(ahead)));
      awaitRead();
      long bytes = held.length() + (long) ahead * WITHOUT_KEY.length();
      long each = EdgeMemory.of(edge.process).since(before).totalBytes() / connections;
      assertThat(each).isLessThan(BASE_BYTES + FACTOR * bytes);
      FaultRow.of("L6", "a hundred requests of 26 bytes on each connection, unanswered, in memory")
          .promised("64 KiB a connection and 100 times its bytes at most")
          .seen(
              "%.1f KiB a connection, %.0f times its bytes", each / 1024.0, each / (double) bytes);
    } finally {
      edge.releaseAnswers();
    }
  }

  /** Whoever comes after is served once what came before was read. */
  private static void awaitRead() {
    for (int i = 0; i < 20; i++) {
      assertThat(isServed()).isTrue();
    }
  }

  private static void askWithoutKey(RawHttpClient client) {
    assertThat(client.sendText(WITHOUT_KEY).read().status()).isEqualTo(401);
  }

  private static int ask(RawHttpClient client, PresentedKey key) {
    return RunningEdge.send(client, "GET /v1/wallets", "X-API-Key: " + key.reveal()).status();
  }

  private static RawResponse health() {
    try (RawHttpClient client = RawHttpClient.connect(edge.process.managementPort())) {
      return RunningEdge.send(client, "GET /actuator/health/liveness");
    }
  }

  private static boolean isServed() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return client.sendText(WITHOUT_KEY).read().status() == 401;
    } catch (AssertionError | RuntimeException closed) {
      return false;
    }
  }
}
