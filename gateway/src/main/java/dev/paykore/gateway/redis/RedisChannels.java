package dev.paykore.gateway.redis;

import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * The open channels to Redis.
 *
 * <p>Each sends the commands that are given in one turn of its event loop with one system call.
 * Lettuce flushes after each, which is a call for each request when each has another key. A command
 * waits for the end of the turn at most.
 */
final class RedisChannels implements NettyCustomizer {

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  @Override
  public void afterChannelInitialized(Channel channel) {
    open.add(channel);
    channel
        .pipeline()
        .addFirst(
            new FlushConsolidationHandler(
                FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
  }

  /** Ends those to one server and no others; Lettuce makes new ones. */
  void end(String server) {
    var _ = open.close(channel -> server.equals(serverOf(channel)));
  }

  /** A server as it is called in {@link RedisServers}. */
  static String nameOf(RedisURI uri) {
    return uri.getHost() + ":" + uri.getPort();
  }

  private static String serverOf(Channel channel) {
    String uri = channel.attr(ConnectionBuilder.REDIS_URI).get();
    return uri == null ? "" : nameOf(RedisURI.create(uri));
  }
}
