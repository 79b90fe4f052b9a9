package dev.paykore.gateway.faults.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two edges, one Redis, and a key that asks for far more than it may. */
class SharedLimitTests {

  private static final int LIMIT = 60;
  private static final Duration DURATION =
      FaultRun.lasting(Duration.ofSeconds(3), Duration.ofSeconds(30));
  private static final Pattern SCRIPT_CALLS = Pattern.compile("cmdstat_evalsha:calls=([0-9]+)");

  private static Stores stores;
  private static Downstream downstream;
  private static List<RunningEdge> edges;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    downstream = Downstream.answering("wallets");
    edges = twoEdges();
  }

  @AfterAll
  static void stop() {
    edges.forEach(RunningEdge::close);
    downstream.close();
    stores.close();
  }

  @Test
  void aHotKeyGetsItsLimitAndCostsRedisLittle() {
    IssuedKey key = rememberedBy(edges);
    stores.redisCommands().configResetstat();
    Crush crush = Crush.of(key, edges.subList(0, 1), DURATION);
    long calls = scriptCalls();
    assertLimit(crush, 1);
    assertThat(calls).isLessThanOrEqualTo(crush.requests() / 2);
    FaultRow.of("L12", "a key far above its limit, on 8 connections of one edge")
        .promised(
            "admitted: capacity + rate × time, ± 1 a second; at most half as many calls of Redis"
                + " as requests")
        .seen(
            "%d requests in %.1f s with a limit of %d a minute: %d admitted (%.1f allowed), %d"
                + " calls of Redis",
            crush.requests(),
            crush.seconds(),
            LIMIT,
            crush.admitted(),
            crush.allowed(LIMIT),
            calls);
  }

  @Test
  void twoEdgesTogetherAdmitWhatOneWould() {
    Crush crush = Crush.of(rememberedBy(edges), edges, DURATION);
    assertLimit(crush, 1);
    FaultRow.of("L13", "a key far above its limit, on two edges at once")
        .promised("admitted: capacity + rate × time, ± 1 a second")
        .seen(
            "%d requests in %.1f s with a limit of %d a minute: %d admitted (%.1f allowed)",
            crush.requests(), crush.seconds(), LIMIT, crush.admitted(), crush.allowed(LIMIT));
  }

  @Test
  void withoutRedisEachEdgeAdmitsTheLimitByItself() {
    IssuedKey key = rememberedBy(edges);
    stores.redis().kill();
    Crush crush = Crush.of(key, edges, DURATION);
    stores.redis().restart();
    await().ignoreExceptions().until(() -> stores.redisCommands().ping().equals("PONG"));
    assertLimit(crush, edges.size());
    FaultRow.of("L14", "a key far above its limit, on two edges without Redis")
        .promised("admitted: at most edges × (capacity + rate × time)")
        .seen(
            "%d requests in %.1f s with a limit of %d a minute: %d admitted (2 × %.1f allowed)",
            crush.requests(), crush.seconds(), LIMIT, crush.admitted(), crush.allowed(LIMIT));
  }

  @Test
  void withoutAnAnswerOfRedisEachEdgeAdmitsTheLimitByItself() {
    List<RunningEdge> impatient = twoEdges("paykore.edge.redis.timeout=500ms");
    IssuedKey key = rememberedBy(impatient);
    Crush crush = whileRedisHangs(() -> Crush.of(key, impatient, DURATION));
    impatient.forEach(RunningEdge::close);
    assertLimit(crush, impatient.size());
    FaultRow.of("L14", "a key far above its limit, on two edges whose Redis is hung (SIGSTOP)")
        .promised("admitted: at most edges × (capacity + rate × time)")
        .seen(
            "%d requests in %.1f s with a limit of %d a minute: %d admitted (2 × %.1f allowed)",
            crush.requests(), crush.seconds(), LIMIT, crush.admitted(), crush.allowed(LIMIT));
  }

  private static Crush whileRedisHangs(Supplier<Crush> crush) {
    stores.redis().pause();
    try {
      return crush.get();
    } finally {
      stores.redis().resume();
    }
  }

  /** At most what is allowed, and no less but for a moment at the end. */
  private static void assertLimit(Crush crush, int buckets) {
    double allowed = buckets * crush.allowed(LIMIT);
    assertThat((double) crush.admitted()).isLessThanOrEqualTo(allowed + buckets);
    assertThat((double) crush.admitted()).isGreaterThanOrEqualTo(allowed - 3 * buckets);
  }

  /** A key that each edge remembers, whose bucket is full, but for the requests of that. */
  private static IssuedKey rememberedBy(List<RunningEdge> edges) {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    edges.forEach(
        edge ->
            await()
                .until(
                    () ->
                        !edge.send("GET /v1/x", "X-API-Key: " + key.key().reveal())
                            .header("RateLimit-Policy")
                            .contains("fallback")));
    stores.redisCommands().del(RedisNames.bucket(key.keyId()));
    return key;
  }

  private static long scriptCalls() {
    return SCRIPT_CALLS
        .matcher(stores.redisCommands().info("commandstats"))
        .results()
        .mapToLong(calls -> Long.parseLong(calls.group(1)))
        .sum();
  }

  private static List<RunningEdge> twoEdges(String... properties) {
    Path configuration = ConfigurationFolder.with(configuration());
    return Stream.generate(() -> RunningEdge.start(stores, configuration, properties))
        .limit(2)
        .toList();
  }

  private static String configuration() {
    return """
        paykore:
          edge:
            requests-per-minute: { starter: %d }
            routes:
              - id: wallets
                uri: %s
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """
        .formatted(LIMIT, downstream.url());
  }
}
