package dev.paykore.gateway.guard.http2.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Lets only such a head through to the codec as the codec can make a request line of (RFC 9113,
 * section 8.3.1). At any other it fails after it has taken a buffer, which it never gives back; and
 * a head without a method is the trailers of nothing to it.
 */
public final class RequestLineCheck extends ChannelInboundHandlerAdapter {

  private boolean passed;
  private boolean failed;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (failed) {
      ReferenceCountUtil.release(message);
    } else if (!passed && message instanceof Http2HeadersFrame frame && !hasLine(frame.headers())) {
      failed = true;
      int stream = frame.stream().id();
      ctx.fireExceptionCaught(
          Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "No request line"));
    } else {
      passed = true;
      ctx.fireChannelRead(message);
    }
  }

  private static boolean hasLine(Http2Headers head) {
    CharSequence method = head.method();
    if (method == null || !isVisible(method)) {
      return false;
    }
    return HttpMethod.CONNECT.name().contentEquals(method)
        ? isVisible(head.authority())
        : isVisible(head.path());
  }

  private static boolean isVisible(@Nullable CharSequence text) {
    return text != null && !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
