package dev.paykore.gateway.guard;

import dev.paykore.gateway.error.ErrorEnvelope;
import dev.paykore.gateway.observability.AccessLine;
import dev.paykore.gateway.requestid.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the guard's own; the encoder of HTTP/1.1 leaves out its body if the request was
 * HEAD.
 *
 * @param method of the request, or {@code null} if it was not understood
 * @param path of the request without its query, or {@code null} if it was not understood
 * @param client whom it came from, or {@code null} if that is told elsewhere
 * @param envelope the answer
 */
public record Refusal(
    @Nullable String method,
    @Nullable String path,
    @Nullable String client,
    ErrorEnvelope envelope) {

  /**
   * The answer to a head of HTTP/1.1. Its decoder makes up a whole request in place of a line that
   * it could not read.
   */
  public static Refusal of(HttpRequest head, String client, ErrorEnvelope envelope) {
    return head instanceof FullHttpRequest
        ? new Refusal(null, null, client, envelope)
        : ofUnderstood(head, client, envelope);
  }

  /** The answer to a head whose line was understood. */
  public static Refusal ofUnderstood(HttpRequest head, String client, ErrorEnvelope envelope) {
    return new Refusal(head.method().name(), path(head.uri()), client, envelope);
  }

  /** The whole answer, after which the connection is closed if there is but one request on it. */
  public FullHttpResponse response() {
    byte[] body = envelope.body();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(envelope.status().value()),
            Unpooled.wrappedBuffer(body));
    envelope.headers().forEach(response.headers()::set);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(RequestId.NETTY_HEADER, envelope.requestId())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** What is told of the request. */
  public AccessLine accessLine() {
    return AccessLine.refused(envelope, client, method, path);
  }

  private static String path(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }
}
