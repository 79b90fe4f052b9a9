package dev.paykore.gateway.guard.http2.stream;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resets a stream that stands still: one whose body does not come while the edge waits for it, and
 * one whose client does not let the edge write, since its window is shut or too small to be meant.
 *
 * <p>It lies before everything else on the stream and sees frames.
 */
public final class StreamDeadlines extends ChannelDuplexHandler {

  private final Duration readTimeout;
  private final Duration writeTimeout;
  private boolean requestEnded;
  private int unwritten;
  private long lastWrittenNanos;
  private @Nullable Future<?> readDeadline;
  private @Nullable Future<?> writeDeadline;

  /**
   * Deadlines of one stream.
   *
   * @param readTimeout between two frames of the request's body
   * @param writeTimeout for one part of the response, of at most a window that clients have
   */
  public StreamDeadlines(Duration readTimeout, Duration writeTimeout) {
    this.readTimeout = readTimeout;
    this.writeTimeout = writeTimeout;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    readDeadline = cancelled(readDeadline);
    requestEnded |= isEnd(message);
    ctx.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!requestEnded && readDeadline == null) {
      readDeadline = schedule(ctx, readTimeout.toNanos(), () -> close(ctx));
    }
    ctx.read();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (unwritten++ == 0) {
      lastWrittenNanos = System.nanoTime();
    }
    var _ = ctx.write(message, promise.unvoid().addListener(done -> written()));
    if (unwritten > 0 && writeDeadline == null) {
      writeDeadline = schedule(ctx, writeTimeout.toNanos(), () -> checkWritten(ctx));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    readDeadline = cancelled(readDeadline);
    writeDeadline = cancelled(writeDeadline);
    ctx.fireChannelInactive();
  }

  private void written() {
    unwritten--;
    lastWrittenNanos = System.nanoTime();
  }

  private void checkWritten(ChannelHandlerContext ctx) {
    writeDeadline = null;
    long left = writeTimeout.toNanos() - (System.nanoTime() - lastWrittenNanos);
    if (unwritten > 0 && left <= 0) {
      close(ctx);
    } else if (unwritten > 0) {
      writeDeadline = schedule(ctx, left, () -> checkWritten(ctx));
    }
  }

  private static boolean isEnd(Object message) {
    return switch (message) {
      case Http2HeadersFrame headers -> headers.isEndStream();
      case Http2DataFrame data -> data.isEndStream();
      default -> false;
    };
  }

  private static Future<?> schedule(ChannelHandlerContext ctx, long nanos, Runnable task) {
    return ctx.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private static void close(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  private static @Nullable Future<?> cancelled(@Nullable Future<?> deadline) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    return null;
  }
}
