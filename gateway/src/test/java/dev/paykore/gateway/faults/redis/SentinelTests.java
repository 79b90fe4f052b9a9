package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.servers.RedisProcess;
import dev.paykore.servers.RedisSentinels;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary, a replica and three Sentinels, which the edge knows by configuration alone. */
class SentinelTests {

  private static RedisSentinels sentinels;
  private static RedisEdge edge;

  @BeforeAll
  static void start(@TempDir Path folder) {
    sentinels = RedisSentinels.start();
    edge =
        new RedisEdge(
            folder,
            "spring.data.redis.url",
            "spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
            "spring.data.redis.sentinel.nodes=" + sentinels.addresses());
  }

  @AfterAll
  static void stop() {
    edge.close();
    sentinels.close();
  }

  @Test
  void theEdgeFollowsAFailoverThatWasAskedFor() {
    RedisProcess former = sentinels.primary();
    sentinels.failOver();
    failedOver("asked for", former);
  }

  @Test
  void theEdgeFollowsWhenThePrimaryIsKilled() {
    RedisProcess former = sentinels.primary();
    former.kill();
    try {
      failedOver("primary killed", former);
    } finally {
      former.restart();
    }
  }

  @Test
  void theEdgeFollowsWhenThePrimaryHangsAndDoesNotGoBackToIt() {
    RedisProcess former = sentinels.primary();
    former.pause();
    try {
      failedOver("primary hung", former);
    } finally {
      former.resume();
    }
    sentinels.awaitReplica(former);
    assertThat(edge.awaitRedis()).isLessThan(1_000);
  }

  private static void failedOver(String fault, RedisProcess former) {
    long longestMillis = edge.mixedRequests();
    sentinels.awaitPrimaryOtherThan(former);
    long healedMillis = edge.awaitRedis();
    longestMillis = Math.max(longestMillis, edge.mixedRequests());
    FaultRow.of("R14", "Sentinel failover: " + fault)
        .promised(RedisEdge.PROMISE + " of the new primary's first answer, without a restart")
        .seen(
            "%d requests, each as promised, the longest %d ms; the new primary decides after %d ms",
            2 * RedisEdge.REQUESTS, longestMillis, healedMillis);
  }
}
