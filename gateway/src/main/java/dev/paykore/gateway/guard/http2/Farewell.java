package dev.paykore.gateway.guard.http2;

import dev.paykore.gateway.guard.drain.DrainSignal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Ends an HTTP/2 connection that is not to be kept, in the two steps of RFC 9113, section 6.8:
 * first a GOAWAY that takes back nothing, so that no stream on its way is lost; at the last call of
 * a drain one that names the last stream that is served, and the end once all streams have theirs.
 *
 * <p>The first is said at once when a drain begins, and with the first stream that begins when no
 * connection is kept: so one that is made in a drain serves what it was made for.
 *
 * <p>It is the last in the connection's pipeline.
 */
final class Farewell extends ChannelInboundHandlerAdapter {

  private final BooleanSupplier keepsNone;
  private boolean said;

  /**
   * The farewell of one connection.
   *
   * @param keepsNone whether the edge keeps no connection now
   */
  Farewell(BooleanSupplier keepsNone) {
    this.keepsNone = keepsNone;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    Http2Connection connection = ctx.pipeline().get(Http2FrameCodec.class).connection();
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamActive(Http2Stream stream) {
            if (!said && keepsNone.getAsBoolean()) {
              takeNothingBack(ctx);
            }
          }
        });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.STOPPING_SOON) {
      takeNothingBack(ctx);
    } else if (event == DrainSignal.LAST_CALL) {
      sayGoAway(ctx, 0);
      var _ = ctx.channel().close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** The codec has told the client what it did wrong, and a connection that broke has ended. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof Http2Exception) && !(cause instanceof IOException)) {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void takeNothingBack(ChannelHandlerContext ctx) {
    said = true;
    sayGoAway(ctx, Integer.MAX_VALUE);
  }

  private static void sayGoAway(ChannelHandlerContext ctx, int streamsStillTaken) {
    DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
    frame.setExtraStreamIds(streamsStillTaken);
    var _ = ctx.writeAndFlush(frame);
  }
}
