package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.observability.AccessLine;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * A request that the guard answers itself, and with it ends the connection.
 *
 * @param head what was understood of the request
 * @param envelope the answer
 */
record Refusal(HttpRequest head, ErrorEnvelope envelope) {

  FullHttpResponse response() {
    byte[] body = envelope.body();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(envelope.status().value()),
            content(body));
    envelope.headers().forEach(response.headers()::set);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(RequestId.HEADER, envelope.requestId())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  AccessLine accessLine() {
    return isUnderstood()
        ? AccessLine.refused(
            envelope.requestId(), head.method().name(), path(head.uri()), envelope.error())
        : AccessLine.refused(envelope.requestId(), null, null, envelope.error());
  }

  private ByteBuf content(byte[] body) {
    return head.method().equals(HttpMethod.HEAD)
        ? Unpooled.EMPTY_BUFFER
        : Unpooled.wrappedBuffer(body);
  }

  /** The decoder makes up a whole request in place of a line that it could not read. */
  private boolean isUnderstood() {
    return !(head instanceof FullHttpRequest);
  }

  private static String path(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }
}
