package dev.paykore.gateway.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Opens the connection to a cluster. Lettuce would connect to each master with the first command
 * for it, which a request would wait for, longer than it may.
 */
final class ClusterConnection {

  private ClusterConnection() {}

  /** A connection that is connected to each master that can be reached. */
  static StatefulRedisClusterConnection<String, String> open(RedisClusterClient client) {
    // What is known of the nodes may be older than the outage.
    client.refreshPartitions();
    StatefulRedisClusterConnection<String, String> connection = client.connect(TextCodec.INSTANCE);
    List<CompletableFuture<Boolean>> masters =
        connection.getPartitions().stream()
            .filter(ClusterConnection::hasSlots)
            .map(master -> connect(connection, master.getUri()))
            .toList();
    masters.forEach(CompletableFuture::join);
    return connection;
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
