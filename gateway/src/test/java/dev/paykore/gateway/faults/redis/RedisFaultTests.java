package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.KillArgs;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis that is broken under an edge, and mended. */
class RedisFaultTests {

  /** What the breaker lets through before it opens. */
  private static final int FAILURES_TO_OPEN = 5;

  private static final int SHARED = FaultRun.times(10, 30);
  private static final int ASKED = 2 * FAILURES_TO_OPEN;

  private static final String PASSWORD = "of-the-edge";

  private static final Pattern SCRIPT_CALLS =
      Pattern.compile("cmdstat_eval(?:sha)?:calls=([0-9]+)");

  private static RedisEdge edge;
  private static Stores stores;

  @BeforeAll
  static void start(@TempDir Path folder) {
    edge = RedisEdge.withPassword(folder, PASSWORD);
    stores = edge.stores;
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @AfterEach
  void heal() {
    stores.redis().resume();
    stores.redis().restart();
    await().ignoreExceptions().until(() -> stores.redisCommands().ping().equals("PONG"));
    edge.awaitRedis();
  }

  @Test
  void killed() {
    stores.redis().kill();
    long longestMillis = edge.mixedRequestsWithoutRedis();
    assertThat(edge.meter("paykore_ratelimit_fallback")).isEqualTo(1);
    // A trial is under way for a moment each second.
    await().until(() -> edge.meter("paykore_edge_redis_breaker_open") == 1);
    stores.redis().restart();
    row("R1", "killed, then started empty", longestMillis, edge.awaitRedis());
  }

  @Test
  void hung() {
    IssuedKey counted = edge.counted();
    KeptBucket before = edge.bucket(counted);
    stores.redisCommands().configResetstat();
    long startNanos = System.nanoTime();
    stores.redis().pause();
    IntStream.range(0, ASKED).forEach(i -> assertAlone(counted));
    long longestMillis = edge.mixedRequestsWithoutRedis();
    stores.redis().resume();
    long secondsHung = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    long stale = scriptCalls();
    KeptBucket goingOn = edge.bucket(counted);
    long healedMillis = edge.awaitRedis();
    // One more a second: the trials of the breaker.
    assertThat(stale).isLessThanOrEqualTo(FAILURES_TO_OPEN + 1 + secondsHung);
    assertThat(before.takenUntil(goingOn)).isBetween(1L, (long) FAILURES_TO_OPEN);
    IntStream.range(0, ASKED).forEach(i -> edge.assertByRedis(counted));
    assertThat(goingOn.takenUntil(edge.bucket(counted))).isEqualTo(ASKED);
    FaultRow.of("R2", "Redis hung (SIGSTOP), then going on")
        .promised(
            RedisEdge.PROMISE
                + "; at most the calls that opened the breaker and one a second are run late,"
                + " none twice: its tokens are those it was asked for")
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms;"
                + " %d stale scripts were run in all, %d of %d for one key, then %d tokens of"
                + " its were taken for %d requests",
            RedisEdge.REQUESTS + ASKED,
            longestMillis,
            healedMillis,
            stale,
            before.takenUntil(goingOn),
            ASKED,
            ASKED,
            ASKED);
  }

  @Test
  void slowerThanItsTimeout() {
    stores
        .redisCommands()
        .dispatch(
            CommandType.CLIENT,
            new StatusOutput<>(StringCodec.UTF8),
            new CommandArgs<>(StringCodec.UTF8).add("PAUSE").add(1_000).add("ALL"));
    long longestMillis = edge.mixedRequests();
    row("R3", "slow: CLIENT PAUSE for a second", longestMillis, edge.awaitRedis());
  }

  @Test
  void outOfMemory() {
    stores.redisCommands().configSet("maxmemory", "1");
    long longestMillis = edge.mixedRequestsWithoutRedis();
    stores.redisCommands().configSet("maxmemory", "0");
    row("R6", "out of memory (maxmemory 1, noeviction)", longestMillis, edge.awaitRedis());
  }

  @Test
  void demotedToAReplica() {
    stores.redisCommands().replicaof("127.0.0.1", 1);
    long longestMillis = edge.mixedRequestsWithoutRedis();
    stores.redisCommands().replicaofNoOne();
    row("R8", "READONLY: made a replica, then a primary again", longestMillis, edge.awaitRedis());
  }

  @Test
  void itsScriptsAreFlushed() {
    int requests = RedisEdge.REQUESTS / 10;
    IssuedKey counted = edge.counted();
    KeptBucket before = edge.bucket(counted);
    for (int i = 0; i < requests; i++) {
      stores.redisCommands().scriptFlush();
      edge.assertByRedis(counted);
    }
    long taken = before.takenUntil(edge.bucket(counted));
    assertThat(taken).isEqualTo(requests);
    FaultRow.of("R9", "NOSCRIPT: SCRIPT FLUSH before each request")
        .promised("200 by Redis's own bucket, nothing passes uncounted")
        .seen("%d requests, all 200, none by fallback; %d tokens taken", requests, taken);
  }

  @Test
  void itsPasswordIsChanged() {
    try (LogCapture log = LogCapture.ofAllAsConfigured()) {
      stores.redisCommands().configSet("requirepass", "another");
      stores.redisCommands().clientKill(KillArgs.Builder.typeNormal().skipme());
      long longestMillis = edge.mixedRequestsWithoutRedis();
      await().until(() -> log.text().contains("No connection to Redis: "));
      assertThat(log.text()).contains("WRONGPASS").doesNotContain(PASSWORD);
      stores.redisCommands().configSet("requirepass", "");
      FaultRow.of("R12", "Redis password changed under it, then back")
          .promised(RedisEdge.PROMISE + "; the log says why, without the password")
          .seen(
              "%d requests, each as promised, the longest %d ms; WRONGPASS in the log; Redis"
                  + " decides again after %d ms",
              RedisEdge.REQUESTS, longestMillis, edge.awaitRedis());
    }
  }

  @Test
  void emptied() {
    List<IssuedKey> shared =
        Stream.generate(RedisFaultTests::knownToRedisAlone).limit(SHARED).toList();
    edge.get(edge.remembered);
    stores.redisCommands().flushall();
    long before = edge.queriesOfPostgres();
    Stampede.of(shared, edge);
    long queries = edge.queriesOfPostgres() - before;
    assertThat(queries).isEqualTo(shared.size());
    long longestMillis = edge.mixedRequests();
    FaultRow.of("R16", "Redis FLUSHALL")
        .promised(RedisEdge.PROMISE + "; at most one look-up in Postgres a key and process")
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms; %d"
                + " look-ups for %d keys that Redis had known, each asked for %d times at once",
            RedisEdge.REQUESTS,
            longestMillis,
            edge.awaitRedis(),
            queries,
            shared.size(),
            Stampede.REQUESTS_EACH);
  }

  @Test
  void givenGarbageInPlaceOfRecords() {
    for (String garbage : new String[] {"", "garbage", "9", "{}", "99999999999999999999 x"}) {
      IssuedKey other = stores.issue(Environment.SANDBOX);
      stores.redisCommands().set(RedisNames.record(other.key().hash()), garbage);
      assertThat(edge.get(other).status()).as(garbage).isEqualTo(200);
      assertThat(stores.redisCommands().get(RedisNames.record(other.key().hash())))
          .isNotEqualTo(garbage);
    }
    IssuedKey listed = stores.issue(Environment.SANDBOX);
    stores.redisCommands().lpush(RedisNames.record(listed.key().hash()), "a list");
    assertThat(edge.get(listed).status()).isEqualTo(200);
    assertThat(stores.redisCommands().type(RedisNames.record(listed.key().hash())))
        .isEqualTo("string");
    FaultRow.of("R17", "garbage in place of a record")
        .promised("a miss, and overwritten; never believed, never 500")
        .seen("6 kinds of garbage, all 200 and overwritten");
  }

  /** A key that another edge has looked up. */
  private static IssuedKey knownToRedisAlone() {
    IssuedKey key = stores.issue(Environment.SANDBOX);
    ApiKeyRecord record = Stores.get(stores.view().findByHash(key.key().hash()));
    Stores.get(stores.records().write(record, RecordLife.LOOK_UP));
    return key;
  }

  private static void assertAlone(IssuedKey key) {
    RawResponse response = edge.get(key);
    assertThat(response.status()).isEqualTo(200);
    assertThat(RedisEdge.isFallback(response)).isTrue();
  }

  private static long scriptCalls() {
    await().ignoreExceptions().until(() -> stores.redisCommands().ping() != null);
    return SCRIPT_CALLS
        .matcher(stores.redisCommands().info("commandstats"))
        .results()
        .mapToLong(calls -> Long.parseLong(calls.group(1)))
        .sum();
  }

  private static void row(String id, String fault, long longestMillis, long healedMillis) {
    FaultRow.of(id, "Redis " + fault)
        .promised(RedisEdge.PROMISE)
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
            RedisEdge.REQUESTS, longestMillis, healedMillis);
  }
}
