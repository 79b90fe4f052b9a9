package dev.paykore.gateway.guard.server;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes a connection as soon as it is accepted when there are as many as there may be. */
final class ConnectionLimit {

  private final int maxConnections;
  private final AtomicInteger connections = new AtomicInteger();

  ConnectionLimit(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  /** Counts the connection until it ends, and ends it now if it is one too many. */
  void accepted(Channel channel) {
    int open = connections.incrementAndGet();
    var _ = channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    if (open > maxConnections) {
      var _ = channel.close();
    }
  }
}
