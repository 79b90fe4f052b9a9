package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.forwarding.client.OutgoingRequest;
import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

/**
 * What is written to a downstream: path and query as they are, and the headers in one pass. A body
 * streams, whatever the method: the framework's client would hold the whole body of a GET or DELETE
 * in memory.
 */
final class DownstreamRequest implements OutgoingRequest {

  private static final long SMALL_BYTES = 64 * 1024;

  /** {@link ReceivedHeaders} are valid, and so is what the edge says. */
  private static final DefaultHttpHeadersFactory VALID_ALREADY =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final ServerWebExchange exchange;
  private final ServerHttpRequest request;
  private final DownstreamCall call;
  private final HttpMethod method;
  private final boolean hasBody;

  DownstreamRequest(ServerWebExchange exchange, DownstreamCall call) {
    this.exchange = exchange;
    this.request = exchange.getRequest();
    this.call = call;
    this.method = HttpMethod.valueOf(request.getMethod().name());
    this.hasBody = hasBody(request.getHeaders());
  }

  private static boolean hasBody(HttpHeaders received) {
    return received.containsHeader(HttpHeaders.TRANSFER_ENCODING)
        || received.getContentLength() > 0;
  }

  /** Whether it may be sent a second time when nobody can tell what became of the first. */
  boolean isSafeAndWithoutBody() {
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && !hasBody;
  }

  @Override
  public DownstreamCall call() {
    return call;
  }

  @Override
  public HttpRequest head(String authority) {
    io.netty.handler.codec.http.HttpHeaders headers = VALID_ALREADY.newHeaders();
    headers.set(HttpHeaderNames.HOST, authority);
    RequestHeaders.write(exchange, headers);
    frame(headers);
    return hasBody
        ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target(), headers)
        : new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            method,
            target(),
            Unpooled.EMPTY_BUFFER,
            headers,
            EmptyHttpHeaders.INSTANCE);
  }

  /**
   * With a body: the client's length, or chunks. Without one: the client's length if it says so;
   * else a length of zero with methods that have a meaning for a body (RFC 9110 8.6).
   */
  private void frame(io.netty.handler.codec.http.HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      if (hasBody) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      } else if (mayHaveBody()) {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
      }
    }
  }

  private boolean mayHaveBody() {
    return !method.equals(HttpMethod.GET)
        && !method.equals(HttpMethod.HEAD)
        && !method.equals(HttpMethod.DELETE);
  }

  private String target() {
    URI uri = request.getURI();
    String path = uri.getRawPath();
    String query = uri.getRawQuery();
    String rooted = path.startsWith("/") ? path : "/" + path;
    return query == null ? rooted : rooted + "?" + query;
  }

  @Override
  public Publisher<ByteBuf> body(Connection connection) {
    Flux<ByteBuf> body = request.getBody().map(DownstreamRequest::byteBuf);
    return isSmall() ? body : Pace.paced(body, connection);
  }

  /** All of it may wait for the downstream. */
  private boolean isSmall() {
    long length = request.getHeaders().getContentLength();
    return length >= 0 && length <= SMALL_BYTES;
  }

  private static ByteBuf byteBuf(DataBuffer part) {
    return NettyDataBufferFactory.toByteBuf(part);
  }
}
