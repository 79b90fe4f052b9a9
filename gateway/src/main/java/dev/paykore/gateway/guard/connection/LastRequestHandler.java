package dev.paykore.gateway.guard.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a connection after the answer to the request that asks for it (RFC 9112, section 9.6). The
 * framework ends it after whichever answer comes next, and drops the requests that were sent ahead.
 *
 * <p>So the framework does not learn of the wish. Nothing is read behind the request that has it.
 */
public final class LastRequestHandler extends ChannelDuplexHandler {

  /** Requests whose responses have not been written to their end. */
  private int unanswered;

  /** Which of them asks for the end has come. */
  private boolean lastHasCome;

  /** All of it has come. */
  private boolean lastIsWhole;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (lastIsWhole) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest head) {
      unanswered++;
      lastHasCome = !HttpUtil.isKeepAlive(head);
      HttpUtil.setKeepAlive(head, true);
    }
    lastIsWhole = lastHasCome && message instanceof LastHttpContent;
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (isInterim(message)) {
      var _ = ctx.write(message, promise);
      return;
    }
    boolean isOfLast = lastHasCome && unanswered == 1;
    if (message instanceof HttpResponse response) {
      onResponse(response, isOfLast);
    }
    var _ = ctx.write(message, promise);
    if (message instanceof LastHttpContent) {
      unanswered--;
      if (isOfLast) {
        end(ctx);
      }
    }
  }

  /** The framework answers in the version of the request, but not always. */
  private static void onResponse(HttpResponse response, boolean isOfLast) {
    boolean keepAlive = HttpUtil.isKeepAlive(response) && !isOfLast;
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    HttpUtil.setKeepAlive(response, keepAlive);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private static void end(ChannelHandlerContext ctx) {
    var _ =
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
            .addListener(written -> LingeringClose.of(ctx.channel()));
  }
}
