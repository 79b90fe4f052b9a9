package dev.paykore.gateway.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/**
 * What is written to a downstream. A body streams, whatever the method: the framework's client
 * would hold the whole body of a GET or DELETE in memory.
 *
 * @param target scheme, host, port, path and query
 * @param exchange where headers and body come from
 */
record DownstreamRequest(URI target, ServerWebExchange exchange) {

  private static final long SMALL_BYTES = 64 * 1024;

  /** The request, to be sent with the client. */
  HttpClient.ResponseReceiver<?> sentWith(HttpClient client) {
    HttpClient.RequestSender sender = client.headers(this::set).request(method()).uri(target);
    return hasBody() ? sender.send(this::streamBody) : sender;
  }

  /** Whether it may be sent a second time when nobody can tell what became of the first. */
  boolean isSafeAndWithoutBody() {
    return (method().equals(HttpMethod.GET) || method().equals(HttpMethod.HEAD)) && !hasBody();
  }

  private ServerHttpRequest request() {
    return exchange.getRequest();
  }

  private HttpMethod method() {
    return HttpMethod.valueOf(request().getMethod().name());
  }

  private boolean hasBody() {
    HttpHeaders received = request().getHeaders();
    return received.containsHeader(HttpHeaders.TRANSFER_ENCODING)
        || received.getContentLength() > 0;
  }

  private void set(io.netty.handler.codec.http.HttpHeaders target) {
    RequestHeaders.write(exchange, target);
    if (hasBody() && !target.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      target.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
  }

  private Publisher<Void> streamBody(HttpClientRequest head, NettyOutbound out) {
    Flux<ByteBuf> body = request().getBody().map(DownstreamRequest::byteBuf);
    return out.sendObject(isSmall() ? body : Pace.paced(body, head));
  }

  /** All of it may wait for the downstream. */
  private boolean isSmall() {
    long length = request().getHeaders().getContentLength();
    return length >= 0 && length <= SMALL_BYTES;
  }

  private static ByteBuf byteBuf(DataBuffer part) {
    return NettyDataBufferFactory.toByteBuf(part);
  }
}
