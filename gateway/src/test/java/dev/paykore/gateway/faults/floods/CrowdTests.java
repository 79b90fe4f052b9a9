package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.PresentedKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many who come at once, with nothing or with keys that nobody remembers: rows L5 and L9. */
class CrowdTests {

  private static final int MOST_CONNECTIONS = FaultRun.times(1_000, 10_000);
  private static final int COLD_KEYS = FaultRun.times(400, 10_000);
  private static final int COLD_KEYS_AT_ONCE = FaultRun.times(400, 1_500);
  private static final int KEYS_BEFORE = FaultRun.times(0, 5_000);
  private static final int CONNECTIONS_TO_POSTGRES = 16;
  private static final Duration POSTGRES_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TOLERANCE = Duration.ofSeconds(7);

  private static FloodedEdge edge;

  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final AtomicLong longestNanos = new AtomicLong();

  @BeforeAll
  static void start() {
    edge =
        FloodedEdge.start(
            "--paykore.edge.server.max-connections=" + MOST_CONNECTIONS,
            "--paykore.edge.server.head-timeout=60s",
            "--paykore.edge.authentication.unknown-keys-per-minute=300",
            "--paykore.edge.authentication.postgres-timeout=" + POSTGRES_TIMEOUT);
    new KeyFlood(edge.port(), Origin.address(9), 1).send(FaultRun.times(400, 20_000), 4_000);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void idleConnectionsEndAtTheirBoundAndManagementStillAnswers() {
    try (Crowd idle = Crowd.of(edge.port(), MOST_CONNECTIONS)) {
      idle.each(Crowd::askWithoutKey);
      try (RawHttpClient oneTooMany = RawHttpClient.connect(edge.port())) {
        oneTooMany.expectClosed();
      }
      Duration waited = waitForManagement();
      assertThat(waited).isLessThan(TOLERANCE);
      FaultRow.of("L5", "idle connections up to max-connections, from four addresses")
          .promised("all are served, a further one is closed, management answers")
          .seen(
              "%,d served, the next one closed, management 200 after %d ms",
              MOST_CONNECTIONS, waited.toMillis());
    }
    await().atMost(Duration.ofSeconds(20)).until(CrowdTests::isServed);
  }

  @Test
  void coldKeysAllAtOnceKeepToTheBoundsOfPostgres() {
    List<PresentedKey> issued = edge.issueCold(KEYS_BEFORE + COLD_KEYS);
    lookUp(issued.subList(0, KEYS_BEFORE));
    Queue<PresentedKey> cold =
        new ConcurrentLinkedQueue<>(issued.subList(KEYS_BEFORE, issued.size()));
    Bystander bystander = Bystander.of(edge.port(), edge.issueWithoutLimit().key()).awaitCount(20);
    Watch watch = new Watch(edge.statements);
    try (Crowd crowd = Crowd.of(edge.port(), COLD_KEYS_AT_ONCE)) {
      crowd.each(member -> askWithEach(member, cold));
    }
    watch.close();
    bystander.close();
    Duration longest = Duration.ofNanos(longestNanos.get());
    assertThat(answers.keySet()).isSubsetOf(200, 503).contains(200);
    assertThat(answers.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(COLD_KEYS);
    assertThat(watch.most()).isBetween(1L, (long) CONNECTIONS_TO_POSTGRES);
    assertThat(longest).isLessThan(POSTGRES_TIMEOUT.plus(TOLERANCE));
    bystander.expectServed();
    FaultRow.of("L9", "good keys that only Postgres knows, all at once")
        .promised(
            "200, or 503 when too many wait (at most 16 asked and 256 waiting, 2 s in all), never"
                + " 401 or 429; a remembered key always 200 within 5 s")
        .seen(
            "after %,d others %,d keys, %,d at once: %s, the longest after %d ms; at most %d connections to"
                + " Postgres; %d requests of a remembered key all 200, the longest %d ms",
            KEYS_BEFORE,
            COLD_KEYS,
            COLD_KEYS_AT_ONCE,
            answers,
            longest.toMillis(),
            watch.most(),
            bystander.count(),
            bystander.longestMillis());
  }

  /** A crowd comes to an edge in service: else its compiler would be what is measured. */
  private void lookUp(List<PresentedKey> keys) {
    Queue<PresentedKey> cold = new ConcurrentLinkedQueue<>(keys);
    try (Crowd few = Crowd.of(edge.port(), CONNECTIONS_TO_POSTGRES)) {
      few.each(member -> askWithEach(member, cold));
    }
    assertThat(answers.keySet()).isSubsetOf(200);
    answers.clear();
    longestNanos.set(0);
  }

  private void askWithEach(RawHttpClient member, Queue<PresentedKey> keys) {
    for (PresentedKey key = keys.poll(); key != null; key = keys.poll()) {
      long before = System.nanoTime();
      int status =
          RunningEdge.send(member, "GET /v1/wallets", "X-API-Key: " + key.reveal()).status();
      longestNanos.accumulateAndGet(System.nanoTime() - before, Math::max);
      answers.computeIfAbsent(status, any -> new LongAdder()).increment();
    }
  }

  private static Duration waitForManagement() {
    long before = System.nanoTime();
    try (RawHttpClient client = RawHttpClient.connect(edge.process.managementPort())) {
      assertThat(RunningEdge.send(client, "GET /actuator/health/liveness").status()).isEqualTo(200);
    }
    return Duration.ofNanos(System.nanoTime() - before);
  }

  private static boolean isServed() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      Crowd.askWithoutKey(client);
      return true;
    } catch (AssertionError | RuntimeException closed) {
      return false;
    }
  }
}
