package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import dev.paykore.gateway.forwarding.wire.SilentCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

/** A POST whose body comes in chunks. */
record OneUpload(Flux<String> parts) implements OutgoingRequest {

  @Override
  public DownstreamCall call() {
    return new SilentCall();
  }

  @Override
  public HttpRequest head(String authority) {
    HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    head.headers()
        .set(HttpHeaderNames.HOST, authority)
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    return head;
  }

  @Override
  public Publisher<ByteBuf> body(Connection connection) {
    return parts.map(part -> Unpooled.copiedBuffer(part, StandardCharsets.US_ASCII));
  }
}
