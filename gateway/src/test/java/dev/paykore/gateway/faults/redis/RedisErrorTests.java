package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is there, and answers with errors or has lost something. */
class RedisErrorTests {

  private static final int MEBIBYTE = 1 << 20;
  private static final int EVICTIONS = FaultRun.times(2, 20);
  private static final Duration HOUR = Duration.ofHours(1);

  private static RedisEdge edge;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void start(@TempDir Path folder) {
    edge = new RedisEdge(folder);
    redis = edge.stores.redisCommands();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void good() {
    edge.awaitRedis();
  }

  @Test
  void busyWithAScriptThatNeverEnds() {
    redis.configSet("lua-time-limit", "50");
    RedisClient other = RedisClient.create(edge.stores.redis().url());
    var _ = other.connect().async().eval("while true do end", ScriptOutputType.STATUS);
    long longestMillis = edge.mixedRequestsWithoutRedis();
    redis.scriptKill();
    row("R10", "busy with a script that never ends, until SCRIPT KILL", longestMillis);
    other.shutdown();
  }

  @Test
  void withoutTheReplicasThatItWantsForWrites() {
    redis.configSet("min-replicas-to-write", "1");
    long longestMillis = edge.mixedRequestsWithoutRedis();
    redis.configSet("min-replicas-to-write", "0");
    row("R11", "refuses writes for want of replicas (NOREPLICAS)", longestMillis);
  }

  @Test
  void aReplicaThatHasLostItsPrimary() {
    redis.configSet("replica-serve-stale-data", "no");
    redis.replicaof("127.0.0.1", 1);
    long longestMillis = edge.mixedRequestsWithoutRedis();
    redis.replicaofNoOne();
    redis.configSet("replica-serve-stale-data", "yes");
    row("R11", "a replica that has lost its primary (MASTERDOWN)", longestMillis);
  }

  @Test
  void outOfConnections() {
    redis.configSet("maxclients", "1");
    redis.clientKill(KillArgs.Builder.typeNormal().skipme());
    long longestMillis = edge.mixedRequestsWithoutRedis();
    redis.configSet("maxclients", "10000");
    row("R13", "refuses connections (maxclients 1)", longestMillis);
  }

  @Test
  void anEvictedBucketIsAFullOne() {
    ScarceKey key = new ScarceKey(edge);
    key.exhaust();
    for (int i = 0; i < EVICTIONS; i++) {
      evict(key.bucket());
      key.exhaust();
    }
    double refilled = key.refilled();
    int full = (1 + EVICTIONS) * ScarceKey.LIMIT;
    assertThat(refilled).as("what passes by itself").isLessThan(EVICTIONS * ScarceKey.LIMIT);
    assertThat((double) key.admitted()).isBetween((double) full, full + refilled + 1);
    FaultRow.of("R7", "Redis evicts buckets (allkeys-lru)")
        .promised(
            "an evicted bucket is a full one: at most one capacity more for each eviction;"
                + " noeviction is what is documented")
        .seen(
            "%d evictions of one bucket of %d, emptied each time: %d admitted, where the limit"
                + " allows %.1f",
            EVICTIONS, ScarceKey.LIMIT, key.admitted(), ScarceKey.LIMIT + refilled);
  }

  private static void evict(String name) {
    long before = statistic("stats", "evicted_keys");
    redis.configSet("maxmemory-policy", "allkeys-lru");
    redis.configSet("maxmemory", Long.toString(statistic("memory", "used_memory") + MEBIBYTE));
    for (int i = 0; redis.exists(name) > 0; i++) {
      redis.set("filler:" + i, "x".repeat(MEBIBYTE / 10));
    }
    redis.configSet("maxmemory", "0");
    redis.configSet("maxmemory-policy", "noeviction");
    assertThat(statistic("stats", "evicted_keys")).isGreaterThan(before);
  }

  @Test
  void aClockThatWentAnHourForwardOrBack() {
    String bucket = RedisNames.bucket(edge.remembered.keyId());
    for (Duration away : List.of(HOUR, HOUR.negated())) {
      long at = System.currentTimeMillis() + away.toMillis();
      redis.set(bucket, "0 %d 100000".formatted(at));
      await().atMost(Duration.ofSeconds(2)).until(() -> edge.get(edge.remembered).status() == 200);
      String remaining = edge.get(edge.remembered).header("X-RateLimit-Remaining");
      assertThat(Long.parseLong(remaining)).isBetween(0L, 99_999L);
    }
    FaultRow.of("R19", "Redis's clock an hour back, or forward (in what its bucket says)")
        .promised("never above the capacity, never negative, nobody waits for the hour to pass")
        .seen("200 within 2 s, with a Remaining within the limit, both ways");
  }

  @Test
  void nothingStaysInRedisForEver() {
    edge.mixedRequests();
    int keys = FaultRun.times(20, 2_000);
    IntStream.range(0, keys)
        .forEach(i -> edge.get(edge.stores.unknownKey(Environment.SANDBOX).reveal()));
    List<String> names = redis.keys("paykore:*");
    assertThat(names).isNotEmpty().allMatch(name -> redis.pttl(name) > 0);
    FaultRow.of("R20", "what the edge leaves in Redis")
        .promised("all of it ends by itself; unknown keys leave nothing")
        .seen("%d entries after %d unknown keys, each with an end", names.size(), keys);
  }

  private static void row(String id, String fault, long longestMillis) {
    long healedMillis = edge.awaitRedis();
    FaultRow.of(id, "Redis " + fault)
        .promised(RedisEdge.PROMISE)
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
            RedisEdge.REQUESTS, longestMillis, healedMillis);
  }

  private static long statistic(String section, String name) {
    return redis
        .info(section)
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
