package dev.paykore.gateway.faults.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import dev.paykore.servers.PostgresProcess;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/** One edge with a time-out of 1 s, over a Postgres that is broken under it. */
final class PostgresEdge implements AutoCloseable {

  static final String PROMISE =
      "remembered keys 200; all others 503 with Retry-After within the time-out (here 1 s),"
          + " never 401, not remembered; good again within 2 s";

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** For a busy machine; what hangs takes longer. */
  private static final Duration SLACK = Duration.ofMillis(1_500);

  /** As promised, unless all other tests run as well. */
  private static final Duration GOOD_AGAIN =
      FaultRun.lasting(Duration.ofMillis(3_500), Duration.ofSeconds(2));

  private static final int COLD_KEYS = FaultRun.times(4, 100);

  final Stores stores = Stores.start();

  private final Downstream downstream = Downstream.answering("wallets");
  private final RunningEdge edge;

  /**
   * @param url the address that the edge is given
   */
  PostgresEdge(Function<Stores, String> url) {
    edge =
        RunningEdge.start(
            stores,
            ConfigurationFolder.with(configuration()),
            "paykore.edge.authentication.postgres-timeout=1s",
            "spring.r2dbc.url=" + url.apply(stores));
    IssuedKey first = stores.issue(Environment.SANDBOX);
    await().atMost(Stores.PATIENCE).until(() -> get(first).status() == 200);
  }

  /** One outage and what was seen of it, which it tells. */
  void outage(String id, String fault, Runnable breaking, Runnable mending) {
    Outage outage = outage(breaking, mending);
    FaultRow.of(id, "Postgres " + fault)
        .promised(PROMISE)
        .seen(
            "%d cold keys, all 503, the longest %d ms; good again after %d ms",
            outage.coldKeys(), outage.longestMillis(), outage.healedMillis());
  }

  /** Breaks Postgres, sees what remembered, cold and unknown keys get, and mends it. */
  Outage outage(Runnable breaking, Runnable mending) {
    List<IssuedKey> cold = coldKeys();
    // Of its own: one of the rows before may be remembered for five minutes no longer.
    IssuedKey known = stores.issue(Environment.SANDBOX);
    awaitPostgres(known);
    breaking.run();
    long longestMillis = 0;
    for (IssuedKey key : cold) {
      assertThat(get(known).status()).isEqualTo(200);
      longestMillis = Math.max(longestMillis, refusedForNow(key.key().reveal()));
    }
    refusedForNow(stores.unknownKey(Environment.SANDBOX).reveal());
    mending.run();
    long healedMillis = awaitPostgres(cold.getFirst());
    cold.forEach(key -> assertThat(get(key).status()).isEqualTo(200));
    return new Outage(cold.size(), longestMillis, healedMillis);
  }

  /** What was seen: how many cold keys, all 503, the longest of them, and how long it healed. */
  record Outage(int coldKeys, long longestMillis, long healedMillis) {}

  /** Asks with all of the keys at once, which are refused for now; gives the longest in ms. */
  long refuseAtOnce(List<IssuedKey> cold) {
    Executor threads = task -> Thread.ofVirtual().start(task);
    List<CompletableFuture<Long>> answers =
        cold.stream()
            .map(key -> key.key().reveal())
            .map(key -> CompletableFuture.supplyAsync(() -> refusedForNow(key), threads))
            .toList();
    return answers.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
  }

  /** Keys that neither the process nor Redis knows. */
  List<IssuedKey> coldKeys() {
    return coldKeys(COLD_KEYS);
  }

  /** So many of them. */
  List<IssuedKey> coldKeys(int count) {
    return Stream.generate(() -> stores.issue(Environment.SANDBOX)).limit(count).toList();
  }

  /** Gives how long it took until a key was known, in ms. */
  long awaitPostgres(IssuedKey key) {
    long startNanos = System.nanoTime();
    await()
        .atMost(GOOD_AGAIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> get(key).status() == 200);
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  /** How many connections to Postgres the edge has. */
  int connections() {
    return (int)
        new ManagementPort(edge.managementPort()).meter("r2dbc_pool_allocated_connections");
  }

  /** How many look-ups Postgres has not answered so far. */
  double failedLookUps() {
    return edge.bean(MeterRegistry.class)
        .get("paykore.edge.store.calls")
        .tags("store", "postgres", "outcome", "failed")
        .timer()
        .count();
  }

  /** How many of the keys are answered with 200; the others are 503. */
  int known(List<IssuedKey> keys) {
    List<Integer> statuses = new ArrayList<>();
    keys.forEach(key -> statuses.add(get(key).status()));
    assertThat(statuses).isSubsetOf(200, 503);
    return (int) statuses.stream().filter(status -> status == 200).count();
  }

  /** Whom a request with the key is taken for, downstream. */
  String partnerThatReaches(IssuedKey key) {
    assertThat(get(key).status()).isEqualTo(200);
    return downstream.received("X-PayKore-Partner-Id").getLast();
  }

  RawResponse get(IssuedKey key) {
    return get(key.key().reveal());
  }

  /** Ends all connections of the edge to a server; waits until they have ended. */
  static void terminateConnections(PostgresProcess server) {
    server.execute(
        "SELECT pg_terminate_backend(pid, %d) FROM pg_stat_activity WHERE usename = '%s'"
            .formatted(Stores.PATIENCE.toMillis(), "paykore_edge"));
  }

  @Override
  public void close() {
    edge.close();
    downstream.close();
    stores.close();
  }

  /** Gives how long the 503 took, in ms. */
  private long refusedForNow(String secret) {
    long startNanos = System.nanoTime();
    RawResponse response = get(secret);
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    assertThat(response.status()).as("%s", response).isEqualTo(503);
    assertThat(response.body()).contains("SERVICE_UNAVAILABLE", "\"forwarded\":\"no\"");
    assertThat(response.header("Retry-After")).isNotEmpty();
    assertThat(took).isLessThan(TIMEOUT.plus(SLACK));
    return took.toMillis();
  }

  private RawResponse get(String secret) {
    return edge.send("GET /v1/wallets", "X-API-Key: " + secret);
  }

  private String configuration() {
    return """
        paykore:
          edge:
            requests-per-minute: { starter: 100000 }
            routes:
              - id: wallets
                uri: %s
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """
        .formatted(downstream.url());
  }
}
