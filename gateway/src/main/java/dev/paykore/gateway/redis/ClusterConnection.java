package dev.paykore.gateway.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.concurrent.CompletableFuture;

/**
 * The connection to a cluster, and the masters behind it. Lettuce would connect to each master with
 * the first command for it, which a request would wait for, longer than it may.
 */
final class ClusterConnection {

  private ClusterConnection() {}

  /** A connection that is connected to each master that can be reached. */
  static StatefulRedisClusterConnection<String, String> open(RedisClusterClient client) {
    // What is known of the nodes may be older than the outage.
    client.refreshPartitions();
    StatefulRedisClusterConnection<String, String> connection = client.connect(TextCodec.INSTANCE);
    connectToMasters(connection).join();
    return connection;
  }

  /** Asks who has the slots now, and connects to whoever is new; fails if nobody tells. */
  static CompletableFuture<Void> refresh(
      RedisClusterClient client, StatefulRedisClusterConnection<String, String> connection) {
    return client
        .refreshPartitionsAsync()
        .toCompletableFuture()
        .thenCompose(refreshed -> connectToMasters(connection));
  }

  /** The address of the master that has a key's slot. */
  static String masterOf(String key, StatefulRedisClusterConnection<String, String> connection) {
    RedisClusterNode master = connection.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
    return master == null ? RedisServers.ONE : RedisChannels.nameOf(master.getUri());
  }

  static boolean hasMaster(
      String address, StatefulRedisClusterConnection<String, String> connection) {
    return connection.getPartitions().stream()
        .anyMatch(node -> hasSlots(node) && RedisChannels.nameOf(node.getUri()).equals(address));
  }

  private static CompletableFuture<Void> connectToMasters(
      StatefulRedisClusterConnection<String, String> connection) {
    return CompletableFuture.allOf(
        connection.getPartitions().stream()
            .filter(ClusterConnection::hasSlots)
            .map(master -> connect(connection, master.getUri()))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static boolean hasSlots(RedisClusterNode node) {
    return node.getRole().isUpstream() && !node.hasNoSlots();
  }

  /** One that cannot be reached keeps nobody from the others. */
  private static CompletableFuture<Boolean> connect(
      StatefulRedisClusterConnection<String, String> cluster, RedisURI master) {
    CompletableFuture<StatefulRedisConnection<String, String>> connection =
        cluster.getConnectionAsync(master.getHost(), master.getPort());
    return connection.handle((made, unreachable) -> made != null);
  }
}
