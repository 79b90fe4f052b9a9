package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.guard.connection.LingeringClose;
import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.guard.drain.DrainSignal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends one HTTP/1.1 connection while the edge drains: {@code Connection: close} (RFC 9112, section
 * 9.6) on the response after which nothing is to be answered, then the connection's end; without a
 * request, its end at the last call.
 *
 * <p>It lies behind the guard, so that nothing which comes too late is forwarded.
 */
final class DrainHandler extends ChannelDuplexHandler {

  private final Drain drain;

  /** Requests whose responses have not been written to their end. */
  private int unanswered;

  /** The response that has begun tells the client to leave. */
  private boolean leaving;

  /** The connection has been ended from this side. */
  private boolean ended;

  DrainHandler(Drain drain) {
    this.drain = drain;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (ended) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (isInterim(message)) {
      var _ = ctx.write(message, promise);
      return;
    }
    if (message instanceof HttpResponse response) {
      onResponse(response);
    }
    var _ = ctx.write(message, promise);
    if (message instanceof LastHttpContent) {
      onResponseEnd(ctx);
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void onResponse(HttpResponse response) {
    leaving = drain.isDraining() && unanswered == 1 && HttpUtil.isKeepAlive(response);
    if (leaving) {
      HttpUtil.setKeepAlive(response, false);
    }
  }

  private void onResponseEnd(ChannelHandlerContext ctx) {
    unanswered--;
    if (leaving) {
      end(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.LAST_CALL && unanswered == 0 && !ended) {
      end(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void end(ChannelHandlerContext ctx) {
    ended = true;
    var _ =
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(written -> LingeringClose.of(ctx.channel()));
  }
}
