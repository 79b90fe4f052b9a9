package dev.paykore.gateway.guard.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection of a client that takes too long to send: a head that is not whole in time,
 * however steadily its bytes drip, and a body of which nothing comes while the edge waits for it.
 *
 * <p>It lies before the decoder and sees bytes; the guard behind the decoder tells it what they
 * were. All of it happens on the connection's event loop.
 */
final class ReadDeadlines extends ChannelDuplexHandler {

  private enum Phase {
    /** Nothing of the next request has come. */
    BETWEEN_REQUESTS,
    HEAD,
    BODY,
    /** Whatever comes is thrown away. */
    DEAF
  }

  private final Duration headTimeout;
  private final Duration bodyIdleTimeout;

  /** Whether the decoder has begun with a request and not come to its end. */
  private final BooleanSupplier isWithinRequest;

  private Phase phase = Phase.HEAD;
  private @Nullable Future<?> deadline;

  ReadDeadlines(Duration headTimeout, Duration bodyIdleTimeout, BooleanSupplier isWithinRequest) {
    this.headTimeout = headTimeout;
    this.bodyIdleTimeout = bodyIdleTimeout;
    this.isWithinRequest = isWithinRequest;
  }

  /** A head is whole. */
  void headRead() {
    phase = Phase.BODY;
    cancel();
  }

  /** A request is whole. */
  void requestRead() {
    phase = Phase.BETWEEN_REQUESTS;
    cancel();
  }

  /** Nothing more is taken from this client, and nothing more awaited. */
  void stop() {
    phase = Phase.DEAF;
    cancel();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    closeAfter(headTimeout, ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (phase) {
      case DEAF -> ReferenceCountUtil.release(message);
      case BODY -> {
        cancel();
        ctx.fireChannelRead(message);
        expectRestOfHead(ctx);
      }
      case BETWEEN_REQUESTS, HEAD -> headBytes(ctx, message);
    }
  }

  private void headBytes(ChannelHandlerContext ctx, Object message) {
    phase = Phase.HEAD;
    ctx.fireChannelRead(message);
    expectRestOfHead(ctx);
  }

  /** Most heads come in one piece and need no timer; some come in part with what is before them. */
  private void expectRestOfHead(ChannelHandlerContext ctx) {
    if (phase == Phase.BETWEEN_REQUESTS && isWithinRequest.getAsBoolean()) {
      phase = Phase.HEAD;
    }
    if (phase == Phase.HEAD && deadline == null) {
      closeAfter(headTimeout, ctx);
    }
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (phase == Phase.BODY && deadline == null) {
      closeAfter(bodyIdleTimeout, ctx);
    }
    ctx.read();
  }

  private void closeAfter(Duration time, ChannelHandlerContext ctx) {
    deadline = ctx.executor().schedule(() -> close(ctx), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
