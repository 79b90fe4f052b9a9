package dev.paykore.gateway.redis;

import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;

/** The one connection to a cluster, which has one to each of its servers. */
record ClusterLink(StatefulRedisClusterConnection<String, String> cluster) implements RedisLink {

  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    return cluster.async();
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    return cluster.closeAsync();
  }
}
