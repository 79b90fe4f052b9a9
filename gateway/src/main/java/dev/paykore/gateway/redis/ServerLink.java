package dev.paykore.gateway.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Connections to a single server, as a rule one on each event loop. A command leaves and its answer
 * comes on the loop that asks: of a connection that all share, the answers for all would wait for
 * the turn of one loop, and the others for that.
 */
final class ServerLink implements RedisLink {

  private final List<StatefulRedisConnection<String, String>> connections;
  private final ConnectionThreads threads;

  private ServerLink(
      List<StatefulRedisConnection<String, String>> connections, ConnectionThreads threads) {
    this.connections = List.copyOf(connections);
    this.threads = threads;
  }

  /**
   * Makes all connections or none.
   *
   * @param threads listens to the client
   */
  static ServerLink open(RedisClient client, int connections, ConnectionThreads threads) {
    List<StatefulRedisConnection<String, String>> made = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        made.add(client.connect(TextCodec.INSTANCE));
      }
    } catch (RedisException e) {
      var _ = closeAll(made);
      throw e;
    }
    return new ServerLink(made, threads);
  }

  /** Those of the connection on the event loop that asks, else of one that stands. */
  @Override
  public RedisClusterAsyncCommands<String, String> commands() {
    StatefulRedisConnection<String, String> chosen = connections.getFirst();
    for (StatefulRedisConnection<String, String> connection : connections) {
      if (threads.isHere(connection)) {
        return connection.async();
      }
      if (threads.isUp(connection)) {
        chosen = connection;
      }
    }
    return chosen.async();
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    return closeAll(connections);
  }

  private static CompletableFuture<Void> closeAll(
      List<StatefulRedisConnection<String, String>> connections) {
    return CompletableFuture.allOf(
        connections.stream()
            .map(StatefulConnection::closeAsync)
            .toArray(CompletableFuture<?>[]::new));
  }
}
