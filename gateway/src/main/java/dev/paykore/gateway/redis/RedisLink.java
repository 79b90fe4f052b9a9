package dev.paykore.gateway.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;

/** What stands between the edge and its Redis. */
sealed interface RedisLink permits ServerLink, ClusterLink {

  /** The commands that a single server and a cluster share. */
  RedisClusterAsyncCommands<String, String> commands();

  CompletableFuture<Void> closeAsync();
}
