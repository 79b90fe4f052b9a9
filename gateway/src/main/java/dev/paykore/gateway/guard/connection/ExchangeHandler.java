package dev.paykore.gateway.guard.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Follows the requests and responses of one HTTP/1.1 connection, for whoever decides when it is
 * over. An interim response passes unseen: the one that counts comes after it.
 */
public abstract class ExchangeHandler extends ChannelDuplexHandler {

  /** Nothing more is taken from the client. */
  private boolean deaf;

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
    if (deaf) {
      ReferenceCountUtil.release(message);
      return;
    }
    onRead(ctx, message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (isInterim(message)) {
      var _ = ctx.write(message, promise);
      return;
    }
    if (message instanceof HttpResponse response) {
      onResponse(ctx, response);
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

  /** Drops whatever the client sends from now on. */
  protected void stopListening() {
    deaf = true;
  }

  /** Whether what the client sends is still taken. */
  protected final boolean isListening() {
    return !deaf;
  }

  /** Takes a part of a request, and passes it on. */
  protected abstract void onRead(ChannelHandlerContext ctx, Object message);

  /** Sees the head of a response before it is written. */
  protected abstract void onResponse(ChannelHandlerContext ctx, HttpResponse response);

  /** Is called once a response has been written to its end. */
  protected abstract void onResponseEnd(ChannelHandlerContext ctx);
}
