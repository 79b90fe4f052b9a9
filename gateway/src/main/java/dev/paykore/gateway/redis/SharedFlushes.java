package dev.paykore.gateway.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Sends the commands that are given in one turn of Redis's event loop with one system call. Lettuce
 * flushes after each, which is a call for each request when each has another key. A command waits
 * for the end of the turn at most.
 */
final class SharedFlushes implements NettyCustomizer {

  @Override
  public void afterChannelInitialized(Channel channel) {
    channel
        .pipeline()
        .addFirst(
            new FlushConsolidationHandler(
                FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
  }
}
