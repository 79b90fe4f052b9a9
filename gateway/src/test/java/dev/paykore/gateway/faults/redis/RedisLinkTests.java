package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.FaultProxy;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is between an edge and a Redis that is well: delays, pieces, resets and silence. */
class RedisLinkTests {

  private static FaultProxy proxy;
  private static RedisEdge edge;

  @BeforeAll
  static void start(@TempDir Path folder) {
    edge = RedisEdge.through(folder, redis -> proxy = FaultProxy.to(redis.port()));
  }

  @AfterAll
  static void stop() {
    edge.close();
    proxy.close();
  }

  @AfterEach
  void heal() {
    proxy.heal();
    edge.awaitRedis();
  }

  @Test
  void slow() {
    for (int millis : new int[] {20, 100, 1_000}) {
      proxy.delay(Duration.ofMillis(millis));
      long longestMillis = edge.mixedRequests();
      proxy.heal();
      long healedMillis = edge.awaitRedis();
      FaultRow.of("R3", "Redis slow: each answer %d ms late".formatted(millis))
          .promised(RedisEdge.PROMISE)
          .seen(
              "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
              RedisEdge.REQUESTS, longestMillis, healedMillis);
    }
  }

  @Test
  void inPieces() {
    int keys = FaultRun.times(10, 200);
    List<IssuedKey> issued =
        Stream.generate(() -> edge.stores.issue(Environment.SANDBOX)).limit(keys).toList();
    proxy.slice(3, Duration.ofNanos(1));
    int requests = 0;
    for (int round = 0; round < 3; round++) {
      for (IssuedKey key : issued) {
        assertThat(edge.partnerThatReaches(key)).isEqualTo(key.partnerId());
        requests++;
      }
    }
    issued.forEach(RedisLinkTests::isItsOwn);
    FaultRow.of("R4", "Redis's answers in pieces of three bytes")
        .promised("no key ever gets another's record")
        .seen("%d requests of %d keys, each as its own partner", requests, keys);
  }

  @Test
  void resetAmidAnAnswer() {
    proxy.resetAfter(100);
    long longestMillis = edge.mixedRequests();
    proxy.heal();
    long healedMillis = edge.awaitRedis();
    FaultRow.of("R5", "Redis's connection reset amid an answer, each time after 100 bytes")
        .promised(RedisEdge.PROMISE)
        .seen(
            "%d requests, each as promised, the longest %d ms; %d connections were made; Redis"
                + " decides again after %d ms",
            RedisEdge.REQUESTS, longestMillis, proxy.connections(), healedMillis);
  }

  @Test
  void silent() {
    proxy.swallow();
    assertThat(RedisEdge.isFallback(edge.get(edge.remembered))).isTrue();
    long longestMillis = edge.mixedRequests();
    long healedMillis = edge.awaitRedis();
    FaultRow.of("R2", "Redis's connection carries nothing any more, and nobody says so")
        .promised(RedisEdge.PROMISE + ", on another connection")
        .seen(
            "%d requests, each as promised, the longest %d ms; Redis decides again after %d ms",
            RedisEdge.REQUESTS, longestMillis, healedMillis);
  }

  private static void isItsOwn(IssuedKey key) {
    ApiKeyHash hash = key.key().hash();
    assertThat(edge.stores.redisCommands().get(RedisNames.record(hash)))
        .satisfiesAnyOf(
            record -> assertThat(record).isNull(),
            record -> assertThat(record).contains(key.keyId()));
  }
}
