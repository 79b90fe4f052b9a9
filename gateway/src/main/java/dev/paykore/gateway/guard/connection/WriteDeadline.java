package dev.paykore.gateway.guard.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes the connection of a client that does not read. Whoever takes a response slowly may take as
 * long as it likes; whoever takes not one byte of what waits for it within the time is cut off, and
 * so is at once whoever has an answer that cannot be written.
 *
 * <p>It looks a few times within the time, and only while something waits.
 */
public final class WriteDeadline extends ChannelDuplexHandler {

  private static final int LOOKS = 4;

  /** How far the connection's output had got when it was looked at. */
  private record Progress(long written, int current, long ofCurrent) {}

  private final long timeoutNanos;
  private boolean looking;
  private long written;
  private Progress last = new Progress(0, 0, 0);
  private long lastNanos;

  /** With the time within which some of what waits must be taken. */
  public WriteDeadline(Duration timeout) {
    this.timeoutNanos = timeout.toNanos();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    var _ = ctx.write(message, promise.unvoid()).addListener(done -> written(done, ctx));
  }

  /** What could not be written, as without memory, the client would wait for on and on. */
  private void written(Future<?> write, ChannelHandlerContext ctx) {
    written++;
    if (!write.isSuccess()) {
      var _ = ctx.close();
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    if (!looking && isWaiting(ctx)) {
      looking = true;
      last = progress(ctx);
      lastNanos = System.nanoTime();
      lookLater(ctx);
    }
  }

  private void lookLater(ChannelHandlerContext ctx) {
    var _ = ctx.executor().schedule(() -> look(ctx), timeoutNanos / LOOKS, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext ctx) {
    if (!isWaiting(ctx)) {
      looking = false;
      return;
    }
    Progress now = progress(ctx);
    if (!now.equals(last)) {
      last = now;
      lastNanos = System.nanoTime();
    } else if (System.nanoTime() - lastNanos >= timeoutNanos) {
      var _ = ctx.close();
      return;
    }
    lookLater(ctx);
  }

  private static boolean isWaiting(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer output = ctx.channel().unsafe().outboundBuffer();
    return output != null && !output.isEmpty();
  }

  private Progress progress(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer output = ctx.channel().unsafe().outboundBuffer();
    return output == null
        ? last
        : new Progress(
            written, System.identityHashCode(output.current()), output.currentProgress());
  }
}
