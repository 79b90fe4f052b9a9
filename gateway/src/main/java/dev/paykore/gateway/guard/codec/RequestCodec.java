package dev.paykore.gateway.guard.codec;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Decodes requests and encodes their responses, of which those to HEAD have no body.
 *
 * <p>The framework's own codec cannot be given another decoder. Nor does it bound what matters: it
 * closes the connection under the answers that are still to come when a client sends many requests
 * ahead of them. This one takes all that one read can bring, and the guard refuses what is too
 * much.
 */
public final class RequestCodec
    extends CombinedChannelDuplexHandler<HttpRequestDecoder, HttpResponseEncoder> {

  /** Whether each request whose response is still to come is a HEAD, in order. */
  private final Queue<Boolean> heads = new ArrayDeque<>();

  private final StrictRequestDecoder decoder;

  /** The codec of one connection. */
  public RequestCodec(HttpDecoderConfig config) {
    decoder = new StrictRequestDecoder(config, this::decoded);
    init(decoder, new ResponseEncoder());
  }

  /** Whether something of a request has come, and not yet all of it. */
  public boolean isWithinRequest() {
    return decoder.isWithinRequest();
  }

  private void decoded(HttpRequest request) {
    heads.add(request.method().equals(HttpMethod.HEAD));
  }

  private final class ResponseEncoder extends HttpResponseEncoder {

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        return super.isContentAlwaysEmpty(response);
      }
      return Boolean.TRUE.equals(heads.poll()) || super.isContentAlwaysEmpty(response);
    }
  }
}
