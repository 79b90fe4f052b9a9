package dev.paykore.gateway.guard.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of the handshake, in which the protocol is chosen (ALPN, RFC 7301), and has the
 * guard for it set before anything is read; closes the connection if that takes too long.
 *
 * <p>It lies behind the handler that sets up the protocol.
 */
public final class TlsHandshake extends ChannelInboundHandlerAdapter {

  private final Duration timeout;
  private final Consumer<Channel> guard;
  private @Nullable Future<?> deadline;

  /**
   * A wait of at most this time.
   *
   * @param guard sets what the chosen protocol needs
   */
  public TlsHandshake(Duration timeout, Consumer<Channel> guard) {
    this.timeout = timeout;
    this.guard = guard;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = ctx.executor().schedule(() -> close(ctx), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      guard.accept(ctx.channel());
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }
}
