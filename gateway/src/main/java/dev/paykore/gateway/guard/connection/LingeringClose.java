package dev.paykore.gateway.guard.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that its last response arrives. Whoever closes a socket with unread bytes in
 * it resets the connection, and the client may lose what it has not read yet; so the edge says that
 * it has finished, and reads on for a moment what the client still sends.
 */
public final class LingeringClose {

  private static final long LONGEST_MILLIS = 1_000;

  private LingeringClose() {}

  /** Writes the last message and, once it is out, ends the connection in this way. */
  public static void after(ChannelHandlerContext ctx, Object lastMessage) {
    var _ = ctx.writeAndFlush(lastMessage).addListener(written -> end(ctx.channel()));
  }

  private static void end(Channel channel) {
    if (!(channel instanceof DuplexChannel duplex)) {
      close(channel);
      return;
    }
    var _ = duplex.shutdownOutput();
    channel.config().setAutoRead(true);
    var _ =
        channel.eventLoop().schedule(() -> close(channel), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void close(Channel channel) {
    var _ = channel.close();
  }
}
