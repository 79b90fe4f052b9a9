package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.FaultProxy;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One edge, with the default time-out of 50 ms unless told otherwise, over a broken Redis. */
final class RedisEdge implements AutoCloseable {

  static final String PROMISE = promise("within 50 ms of waiting (and a busy machine's second)");
  static final int REQUESTS = FaultRun.times(30, 500);

  private static final Duration TIMEOUT = Duration.ofMillis(50);

  /** For a busy machine; what hangs takes minutes. */
  private static final Duration SLACK = Duration.ofMillis(950);

  /** As promised, unless all other tests run as well. */
  private static final Duration GOOD_AGAIN =
      FaultRun.lasting(Duration.ofMillis(2_950), Duration.ofSeconds(2));

  private static final int COLD = 9;
  private static final int FOREIGN = 8;
  private static final int UNKNOWN = 7;

  private static final int COUNTED_LIMIT = 600;

  final Stores stores = Stores.start();
  final IssuedKey remembered = stores.issue(Environment.SANDBOX);

  private final IssuedKey foreign = stores.issue(Environment.LIVE);
  private final Downstream downstream = Downstream.answering("wallets");
  private final RunningEdge edge;

  /**
   * @param folder for its files
   * @param properties as of {@link RunningEdge#start}
   */
  RedisEdge(Path folder, String... properties) {
    this(folder, stores -> properties);
  }

  /** The same, with properties that say where Redis is. */
  RedisEdge(Path folder, Function<Stores, String[]> given) {
    String[] properties = given.apply(stores);
    write(folder.resolve("application.yml"));
    edge =
        RunningEdge.start(
            stores,
            folder,
            Stream.concat(Stream.of("paykore.edge.redis.timeout=50ms"), Stream.of(properties))
                .toArray(String[]::new));
    await().atMost(Stores.PATIENCE).until(() -> !isFallback(get(remembered)));
  }

  /** An edge that gives a password, which Redis takes as any other until it wants a certain one. */
  static RedisEdge withPassword(Path folder, String password) {
    return new RedisEdge(
        folder,
        stores -> {
          int port = stores.redis().port();
          return new String[] {
            "spring.data.redis.url=redis://default:%s@localhost:%d".formatted(password, port)
          };
        });
  }

  /** An edge that knows a cluster by configuration alone, which has so much time to answer. */
  static RedisEdge on(RedisCluster cluster, Duration timeout, Path folder) {
    return new RedisEdge(
        folder,
        "spring.data.redis.url",
        "paykore.edge.redis.timeout=" + timeout,
        "spring.data.redis.cluster.nodes=" + cluster.addresses());
  }

  /** An edge that reaches Redis through a proxy. */
  static RedisEdge through(Path folder, Function<RedisProcess, FaultProxy> proxy) {
    return new RedisEdge(
        folder,
        stores -> {
          int port = proxy.apply(stores.redis()).port();
          return new String[] {"spring.data.redis.url=redis://localhost:" + port};
        });
  }

  /** What is promised when each answer is due by then. */
  static String promise(String due) {
    return "valid keys 200, unknown and foreign ones 401, each %s;".formatted(due)
        + " limits by process meanwhile; by Redis again within 2 s";
  }

  /** Requests with remembered, cold, unknown and foreign keys; gives the longest in ms. */
  long mixedRequests() {
    return mixedRequests(TIMEOUT);
  }

  /** The same with another time-out. */
  long mixedRequests(Duration timeout) {
    List<Duration> durations =
        IntStream.range(0, REQUESTS).mapToObj(this::one).sorted(Comparator.reverseOrder()).toList();
    assertThat(durations.getFirst()).as("%s", durations).isLessThan(timeout.plus(SLACK));
    return durations.getFirst().toMillis();
  }

  /** The same while Redis is of no use: fails if it is, after all. */
  long mixedRequestsWithoutRedis() {
    long longestMillis = mixedRequests();
    assertThat(isFallback(get(remembered))).as("the process decides alone").isTrue();
    return longestMillis;
  }

  /** A meter as Prometheus sees it. */
  double meter(String name) {
    return new ManagementPort(edge.managementPort()).meter(name);
  }

  /** Gives how long it took until Redis decided again, in ms. */
  long awaitRedis() {
    return awaitRedis(remembered);
  }

  /** The same for one key. */
  long awaitRedis(IssuedKey key) {
    long startNanos = System.nanoTime();
    await()
        .atMost(GOOD_AGAIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !isFallback(get(key)));
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  /** A new key with a limit of its own. */
  IssuedKey limitedTo(int requestsPerMinute) {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    stores.commit(
        key, "UPDATE api_keys SET requests_per_minute = " + requestsPerMinute + " WHERE id = '%s'");
    return key;
  }

  /** A new key whose bucket is not full for half a minute, so that each token taken shows. */
  IssuedKey counted() {
    IssuedKey key = limitedTo(COUNTED_LIMIT);
    IntStream.range(0, COUNTED_LIMIT / 2).forEach(i -> get(key));
    return key;
  }

  /** What Redis has of the key's bucket. */
  KeptBucket bucket(IssuedKey key) {
    return KeptBucket.parse(stores.redisCommands().get(RedisNames.bucket(key.keyId())));
  }

  /** How often the edge has asked Postgres so far. */
  long queriesOfPostgres() {
    return edge
        .bean(MeterRegistry.class)
        .get(EdgeMeter.STORE_CALLS.id())
        .tag("store", "postgres")
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  RawResponse get(IssuedKey key) {
    return get(key.key().reveal());
  }

  RawResponse get(String secret) {
    return edge.send("GET /v1/wallets", "X-API-Key: " + secret);
  }

  /** A request with the key passes, and Redis has decided so. */
  void assertByRedis(IssuedKey key) {
    RawResponse response = get(key);
    assertThat(response.status()).isEqualTo(200);
    assertThat(isFallback(response)).isFalse();
  }

  /** Who a request with the key is taken for, downstream. */
  String partnerThatReaches(IssuedKey key) {
    assertThat(get(key).status()).isEqualTo(200);
    return downstream.received("X-PayKore-Partner-Id").getLast();
  }

  /** Whether the process decided alone. */
  static boolean isFallback(RawResponse response) {
    return response.header("RateLimit-Policy").contains("fallback");
  }

  @Override
  public void close() {
    edge.close();
    downstream.close();
    stores.close();
  }

  private Duration one(int i) {
    String secret =
        switch (i % 10) {
          case UNKNOWN -> stores.unknownKey(Environment.SANDBOX).reveal();
          case FOREIGN -> foreign.key().reveal();
          case COLD -> stores.issue(Environment.SANDBOX).key().reveal();
          default -> remembered.key().reveal();
        };
    int expected = i % 10 == UNKNOWN || i % 10 == FOREIGN ? 401 : 200;
    long startNanos = System.nanoTime();
    RawResponse response = get(secret);
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    assertThat(response.status()).as("request %d: %s", i, response).isEqualTo(expected);
    return took;
  }

  private void write(Path file) {
    String text =
        """
        paykore:
          edge:
            requests-per-minute: { starter: 100000 }
            authentication: { unknown-keys-per-minute: 100000 }
            routes:
              - id: wallets
                uri: %s
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """
            .formatted(downstream.url());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
