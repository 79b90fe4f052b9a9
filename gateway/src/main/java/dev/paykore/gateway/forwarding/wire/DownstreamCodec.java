package dev.paykore.gateway.forwarding.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;

/**
 * Takes the place of Netty's client codec, which reads on whether or not anything was asked, takes
 * an interim answer for the answer, and leaves what follows an answer for the next request.
 */
final class DownstreamCodec
    extends CombinedChannelDuplexHandler<ResponseDecoder, HttpRequestEncoder> {

  DownstreamCodec() {
    ResponseDecoder decoder = new ResponseDecoder();
    init(decoder, new RequestEncoder(decoder));
  }

  private static final class RequestEncoder extends HttpRequestEncoder {

    private final ResponseDecoder decoder;

    RequestEncoder(ResponseDecoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpRequest request) {
        decoder.expectAnswerTo(request.method());
      }
      super.write(ctx, message, promise);
    }
  }
}
