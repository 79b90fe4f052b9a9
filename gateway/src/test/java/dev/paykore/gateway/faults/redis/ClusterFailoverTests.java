package dev.paykore.gateway.faults.redis;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three masters, and a replica of the one that is lost. Redis has half a second to answer: more
 * than the default for a busy machine, and less than in {@link ClusterTests}, since the call that
 * tries a hung master again takes all of it before the edge asks who has the slots.
 */
class ClusterFailoverTests {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final String[] SUSPICIOUS = {"--cluster-node-timeout", "1000"};

  private static RedisCluster cluster;
  private static RedisEdge edge;
  private static int slot;
  private static List<IssuedKey> elsewhere;
  private static RedisProcess master;
  private static RedisProcess replica;

  @BeforeAll
  static void start(@TempDir Path folder) {
    cluster = RedisCluster.start(SUSPICIOUS);
    edge = RedisEdge.on(cluster, TIMEOUT, folder);
    slot = slotOf(edge.remembered);
    master = cluster.ownerOf(slot);
    elsewhere =
        Stream.generate(() -> edge.stores.issue(Environment.SANDBOX))
            .filter(key -> cluster.ownerOf(slotOf(key)) != master)
            .limit(RedisEdge.REQUESTS)
            .toList();
    // Remembered, so that none is looked up at the master that is lost.
    elsewhere.forEach(edge::assertByRedis);
    replica = cluster.addReplicaOf(master, SUSPICIOUS);
  }

  @AfterAll
  static void stop() {
    edge.close();
    cluster.close();
  }

  @Test
  void theEdgeFollowsWhenAMasterIsKilled() {
    master.kill();
    failedOver("killed", master::restart);
  }

  @Test
  void theEdgeFollowsWhenAMasterHangs() {
    master.pause();
    failedOver("hung (SIGSTOP)", master::resume);
  }

  private static void failedOver(String fault, Runnable repair) {
    elsewhere.forEach(edge::assertByRedis);
    long longestMillis = edge.mixedRequests(TIMEOUT);
    cluster.awaitOwner(slot, replica);
    long healedMillis = edge.awaitRedis();
    longestMillis = Math.max(longestMillis, edge.mixedRequests(TIMEOUT));
    elsewhere.forEach(edge::assertByRedis);
    repair.run();
    swap();
    cluster.awaitReplica(replica);
    FaultRow.of("R15", "Redis Cluster failover: master %s, replica promoted".formatted(fault))
        .promised(
            "by the new master within 2 s of its promotion, without a restart; keys in the slots"
                + " of others notice nothing")
        .seen(
            "the new master decides after %d ms; %d requests each as promised, the longest %d ms;"
                + " %d of others, none by the process alone",
            healedMillis, 2 * RedisEdge.REQUESTS, longestMillis, 2 * elsewhere.size());
  }

  private static void swap() {
    RedisProcess former = master;
    master = replica;
    replica = former;
  }

  private static int slotOf(IssuedKey key) {
    return cluster.slotOf(RedisNames.bucket(key.keyId()));
  }
}
