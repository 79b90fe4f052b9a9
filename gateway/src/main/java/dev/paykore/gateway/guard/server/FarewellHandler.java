package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.guard.connection.ExchangeHandler;
import dev.paykore.gateway.guard.connection.LingeringClose;
import dev.paykore.gateway.guard.drain.DrainSignal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.function.BooleanSupplier;

/**
 * Ends one HTTP/1.1 connection that is not to be kept, because the edge drains or is short of
 * memory, or because the rest of a refused request is not worth reading: {@code Connection: close}
 * (RFC 9112, section 9.6) on the response after which nothing is to be answered, then the
 * connection's end. At the last call of a drain it ends without a response too.
 *
 * <p>It lies behind the guard, so that nothing which comes too late is forwarded.
 */
final class FarewellHandler extends ExchangeHandler {

  private final BooleanSupplier keepsNone;

  /** Requests whose responses have not been written to their end. */
  private int unanswered;

  /** The response that has begun tells the client to leave. */
  private boolean leaving;

  /**
   * @param keepsNone whether the edge keeps no connection now
   */
  FarewellHandler(BooleanSupplier keepsNone) {
    this.keepsNone = keepsNone;
  }

  @Override
  protected void onRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  protected void onResponse(ChannelHandlerContext ctx, HttpResponse response) {
    boolean last = unanswered == 1 && HttpUtil.isKeepAlive(response);
    leaving = last && (keepsNone.getAsBoolean() || ClientConnection.readsNoFurther(ctx.channel()));
    if (leaving) {
      HttpUtil.setKeepAlive(response, false);
    }
  }

  @Override
  protected void onResponseEnd(ChannelHandlerContext ctx) {
    unanswered--;
    if (leaving) {
      end(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.LAST_CALL && unanswered == 0 && isListening()) {
      end(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void end(ChannelHandlerContext ctx) {
    stopListening();
    LingeringClose.after(ctx, Unpooled.EMPTY_BUFFER);
  }
}
