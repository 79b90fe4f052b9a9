package dev.paykore.gateway.guard.http2.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client sends frames that ask for nothing (settings, pings, priorities,
 * window updates, resets, empty data, unknown ones) faster than what it asks for can explain, whose
 * head does not end in time, however steadily its bytes drip, or who begins a stream again.
 *
 * <p>It lies before the codec and sees bytes. The codec itself bounds what it has to remember:
 * streams, resets, headers, small continuations and answers that the client does not read.
 */
public final class FrameWatch extends ChannelDuplexHandler {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Clients acknowledge what they read, stream and connection apart. */
  private static final int PER_REQUEST = 8;

  private static final int BYTES_PER_FRAME = 1_024;

  private final FrameHeads heads = new FrameHeads(this::onFrame);
  private final StreamOrder order = new StreamOrder();
  private final int maxControlFrames;
  private final Duration headTimeout;
  private long windowStart = System.nanoTime();
  private long controlFrames;
  private long requests;
  private long bytes;
  private boolean outOfOrder;
  private boolean deaf;
  private @Nullable Future<?> deadline;

  /**
   * The watch over a connection on which nothing has been read.
   *
   * @param maxControlFrames within ten seconds, besides those that are explained
   * @param headTimeout for the preface, and for each head from its first byte
   */
  public FrameWatch(int maxControlFrames, Duration headTimeout) {
    this.maxControlFrames = maxControlFrames;
    this.headTimeout = headTimeout;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    watchHead(ctx);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof ByteBuf buffer) {
      startWindow();
      heads.read(buffer);
      watchHead(ctx);
    }
    ctx.fireChannelRead(message);
    if (outOfOrder) {
      end(ctx, Http2Error.STREAM_CLOSED, "A stream that the client has ended");
    } else if (controlFrames
        > maxControlFrames + PER_REQUEST * requests + bytes / BYTES_PER_FRAME) {
      end(ctx, Http2Error.ENHANCE_YOUR_CALM, "Too many frames that ask for nothing");
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    var _ = ctx.write(message, promise);
  }

  private void startWindow() {
    long now = System.nanoTime();
    if (now - windowStart >= WINDOW_NANOS) {
      windowStart = now;
      controlFrames = 0;
      requests = 0;
      bytes = 0;
    }
  }

  private void onFrame(FrameHead frame) {
    outOfOrder |= !order.isKept(frame);
    if (frame.isHeaders()) {
      requests++;
    } else if (frame.isData() && frame.length() > 0) {
      bytes += frame.length();
    } else {
      controlFrames++;
    }
  }

  private void watchHead(ChannelHandlerContext ctx) {
    if (!heads.insideHead()) {
      cancel();
    } else if (deadline == null) {
      deadline =
          ctx.executor().schedule(() -> late(ctx), headTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void late(ChannelHandlerContext ctx) {
    end(ctx, Http2Error.ENHANCE_YOUR_CALM, "The head did not end in time");
  }

  /** The codec says why, and then closes the connection. */
  private void end(ChannelHandlerContext ctx, Http2Error error, String why) {
    deaf = true;
    ctx.fireExceptionCaught(Http2Exception.connectionError(error, why));
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
