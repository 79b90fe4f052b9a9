package dev.paykore.gateway.guard.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Ends a connection after the answer to the request that asks for it (RFC 9112, section 9.6). The
 * framework ends it after whichever answer comes next, and drops the requests that were sent ahead.
 *
 * <p>So the framework does not learn of the wish. Nothing is read behind the request that has it.
 */
public final class LastRequestHandler extends ExchangeHandler {

  /** Requests whose responses have not been written to their end. */
  private int unanswered;

  /** Which of them asks for the end has come. */
  private boolean lastHasCome;

  @Override
  protected void onRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest head) {
      unanswered++;
      lastHasCome = !HttpUtil.isKeepAlive(head);
      HttpUtil.setKeepAlive(head, true);
    }
    if (lastHasCome && message instanceof LastHttpContent) {
      stopListening();
    }
    ctx.fireChannelRead(message);
  }

  /** The framework answers in the version of the request, but not always. */
  @Override
  protected void onResponse(ChannelHandlerContext ctx, HttpResponse response) {
    boolean keepAlive = HttpUtil.isKeepAlive(response) && !isOfLast();
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    HttpUtil.setKeepAlive(response, keepAlive);
  }

  @Override
  protected void onResponseEnd(ChannelHandlerContext ctx) {
    boolean wasOfLast = isOfLast();
    unanswered--;
    if (wasOfLast) {
      LingeringClose.after(ctx, Unpooled.EMPTY_BUFFER);
    }
  }

  /** Whether what is written now answers the request that asks for the end. */
  private boolean isOfLast() {
    return lastHasCome && unanswered == 1;
  }
}
