package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.KillArgs;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One edge with the default time-out of 50 ms, and a real Redis that is broken under it. */
class RedisFaultTests {

  private static final Duration TIMEOUT = Duration.ofMillis(50);

  /** For a busy machine; what hangs takes minutes. */
  private static final Duration SLACK = Duration.ofMillis(950);

  private static final int REQUESTS = FaultRun.times(30, 2_000);
  private static final String PROMISE =
      "valid keys 200, unknown and foreign ones 401, each within 50 ms of waiting (and a busy"
          + " machine's second); limits by process meanwhile; by Redis again within 2 s";

  private static Stores stores;
  private static Downstream downstream;
  private static RunningEdge edge;
  private static IssuedKey remembered;
  private static IssuedKey foreign;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    stores = Stores.start();
    downstream = Downstream.answering("wallets");
    Files.writeString(
        folder.resolve("application.yml"),
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
            .formatted(downstream.url()));
    edge = RunningEdge.start(stores, folder, "paykore.edge.redis.timeout=50ms");
    remembered = stores.issue(Environment.SANDBOX);
    foreign = stores.issue(Environment.LIVE);
    awaitRedis();
  }

  @AfterAll
  static void stop() {
    edge.close();
    downstream.close();
    stores.close();
  }

  @AfterEach
  void heal() {
    stores.redis().resume();
    stores.redis().restart();
    await().ignoreExceptions().until(() -> stores.redisCommands().ping().equals("PONG"));
    awaitRedis();
  }

  @Test
  void killed() {
    stores.redis().kill();
    long longestMillis = mixedRequests();
    stores.redis().restart();
    row("R1", "killed, then started empty", longestMillis, awaitRedis());
  }

  @Test
  void hung() {
    stores.redis().pause();
    long longestMillis = mixedRequests();
    stores.redis().resume();
    row("R2", "hung (SIGSTOP), then going on", longestMillis, awaitRedis());
  }

  @Test
  void slowerThanItsTimeout() {
    stores
        .redisCommands()
        .dispatch(
            CommandType.CLIENT,
            new StatusOutput<>(StringCodec.UTF8),
            new CommandArgs<>(StringCodec.UTF8).add("PAUSE").add(1_000).add("ALL"));
    long longestMillis = mixedRequests();
    row("R3", "slow: CLIENT PAUSE for a second", longestMillis, awaitRedis());
  }

  @Test
  void outOfMemory() {
    stores.redisCommands().configSet("maxmemory", "1");
    long longestMillis = mixedRequests();
    stores.redisCommands().configSet("maxmemory", "0");
    row("R6", "out of memory (maxmemory 1, noeviction)", longestMillis, awaitRedis());
  }

  @Test
  void demotedToAReplica() {
    stores.redisCommands().replicaof("127.0.0.1", 1);
    long longestMillis = mixedRequests();
    stores.redisCommands().replicaofNoOne();
    row("R8", "READONLY: made a replica, then a primary again", longestMillis, awaitRedis());
  }

  @Test
  void itsScriptsAreFlushed() {
    for (int i = 0; i < REQUESTS / 10; i++) {
      stores.redisCommands().scriptFlush();
      assertThat(get(remembered).header("RateLimit-Policy")).doesNotContain("fallback");
    }
    FaultRow.of("R9", "NOSCRIPT: SCRIPT FLUSH before each request")
        .promised("200 by Redis's own bucket, nothing passes uncounted")
        .seen("%d requests, all 200, none by fallback", REQUESTS / 10);
  }

  @Test
  void itsPasswordIsChanged() {
    stores.redisCommands().configSet("requirepass", "another");
    stores.redisCommands().clientKill(KillArgs.Builder.typeNormal().skipme());
    long longestMillis = mixedRequests();
    stores.redisCommands().configSet("requirepass", "");
    row("R12", "password changed under it, then back", longestMillis, awaitRedis());
  }

  @Test
  void emptied() {
    get(remembered);
    stores.redisCommands().flushall();
    long longestMillis = mixedRequests();
    row("R16", "FLUSHALL", longestMillis, awaitRedis());
  }

  @Test
  void givenGarbageInPlaceOfRecords() {
    IssuedKey cold = stores.issue(Environment.SANDBOX);
    String name = RedisNames.record(cold.key().hash());
    for (String garbage : new String[] {"", "garbage", "9", "{}", "99999999999999999999 x"}) {
      stores.redisCommands().set(name, garbage);
      IssuedKey other = stores.issue(Environment.SANDBOX);
      stores.redisCommands().set(RedisNames.record(other.key().hash()), garbage);
      assertThat(get(other).status()).as(garbage).isEqualTo(200);
      assertThat(stores.redisCommands().get(RedisNames.record(other.key().hash())))
          .isNotEqualTo(garbage);
    }
    FaultRow.of("R17", "garbage in place of a record")
        .promised("a miss, and overwritten; never believed, never 500")
        .seen("5 kinds of garbage, all 200 and overwritten");
  }

  /** Requests with remembered, cold, unknown and foreign keys; gives the longest in ms. */
  private static long mixedRequests() {
    long longestNanos = 0;
    for (int i = 0; i < REQUESTS; i++) {
      longestNanos = Math.max(longestNanos, one(i));
    }
    assertThat(Duration.ofNanos(longestNanos)).isLessThan(TIMEOUT.plus(SLACK));
    return Duration.ofNanos(longestNanos).toMillis();
  }

  private static long one(int i) {
    String secret =
        switch (i % 10) {
          case 7 -> stores.unknownKey(Environment.SANDBOX).reveal();
          case 8 -> foreign.key().reveal();
          case 9 -> stores.issue(Environment.SANDBOX).key().reveal();
          default -> remembered.key().reveal();
        };
    int expected = i % 10 == 7 || i % 10 == 8 ? 401 : 200;
    long startNanos = System.nanoTime();
    RawResponse response = get(secret);
    long nanos = System.nanoTime() - startNanos;
    assertThat(response.status()).as("request %d: %s", i, response).isEqualTo(expected);
    return nanos;
  }

  /** Gives how long it took until Redis decided again, in ms. */
  private static long awaitRedis() {
    long startNanos = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(2).plus(SLACK))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !get(remembered).header("RateLimit-Policy").contains("fallback"));
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  private static void row(String id, String fault, long longestMillis, long healedMillis) {
    FaultRow.of(id, "Redis " + fault)
        .promised(PROMISE)
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
            REQUESTS, longestMillis, healedMillis);
  }

  private static RawResponse get(IssuedKey key) {
    return get(key.key().reveal());
  }

  private static RawResponse get(String secret) {
    return edge.send("GET /v1/wallets", "X-API-Key: " + secret);
  }
}
