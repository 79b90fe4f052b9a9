package dev.paykore.gateway.guard.http2;

import dev.paykore.gateway.guard.drain.DrainSignal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;

/**
 * Ends an HTTP/2 connection while the edge drains, in the two steps of RFC 9113, section 6.8: first
 * a GOAWAY that takes back nothing, so that no stream on its way is lost; at the last call one that
 * names the last stream that is served, and the end once all streams have theirs.
 *
 * <p>It is the last in the connection's pipeline.
 */
final class Farewell extends ChannelInboundHandlerAdapter {

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DrainSignal.STOPPING_SOON) {
      sayGoAway(ctx, Integer.MAX_VALUE);
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

  private static void sayGoAway(ChannelHandlerContext ctx, int streamsStillTaken) {
    DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
    frame.setExtraStreamIds(streamsStillTaken);
    var _ = ctx.writeAndFlush(frame);
  }
}
