package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import dev.paykore.gateway.forwarding.wire.SilentCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** A GET without more to it. */
record OneGet(String target, DownstreamCall call) implements OutgoingRequest {

  static OneGet of(String target) {
    return new OneGet(target, new SilentCall());
  }

  /** All of an answer's body. */
  static Mono<String> text(DownstreamAnswer answer) {
    return answer.body().reduce(Unpooled::wrappedBuffer).map(OneGet::text).defaultIfEmpty("");
  }

  @Override
  public HttpRequest head(String authority) {
    HttpRequest head = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    head.headers().set(HttpHeaderNames.HOST, authority);
    return head;
  }

  @Override
  public Publisher<ByteBuf> body(Connection connection) {
    return Flux.error(new IllegalStateException("it has none"));
  }

  private static String text(ByteBuf body) {
    try {
      return body.toString(StandardCharsets.US_ASCII);
    } finally {
      body.release();
    }
  }
}
