package dev.paykore.gateway.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which thread each connection of a client lives on: that of its channel's event loop, where
 * Lettuce tells of it. After a reconnect it may be another one.
 */
final class ConnectionThreads implements RedisConnectionStateListener {

  private final ConcurrentMap<Object, Thread> threads = new ConcurrentHashMap<>();

  @Override
  public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
    threads.put(connection, Thread.currentThread());
  }

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    threads.remove(connection);
  }

  /** Whether the connection stands. */
  boolean isUp(Object connection) {
    return threads.containsKey(connection);
  }

  /** Whether the connection stands and lives on the thread that asks. */
  boolean isHere(Object connection) {
    return threads.get(connection) == Thread.currentThread();
  }
}
