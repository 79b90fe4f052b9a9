package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.routing.RouteBounds;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that is larger than its route takes: by its Content-Length before a byte of it is
 * read, else while it streams, and then the downstream sees the request break off.
 */
final class BodyLimitFilter implements GlobalFilter, Ordered {

  private static final long UNKNOWN_LENGTH = -1;

  @Override
  public int getOrder() {
    return RequestPipeline.BODY_LIMIT;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    long maxBytes = RouteBounds.of(exchange).maxBodyBytes();
    HttpHeaders headers = exchange.getRequest().getHeaders();
    long length = headers.getContentLength();
    if (length > maxBytes) {
      return Mono.error(tooLarge(maxBytes));
    }
    boolean countedByLength = length != UNKNOWN_LENGTH;
    boolean streams = headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    return countedByLength || !streams
        ? chain.filter(exchange)
        : chain.filter(
            exchange.mutate().request(counting(exchange.getRequest(), maxBytes)).build());
  }

  private static ServerHttpRequest counting(ServerHttpRequest request, long maxBytes) {
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        return Flux.defer(
            () -> {
              ByteCount count = new ByteCount(maxBytes);
              return super.getBody().doOnNext(count::add);
            });
      }
    };
  }

  private static EdgeException tooLarge(long maxBytes) {
    String message =
        "%s The limit is %d bytes.".formatted(ErrorCode.PAYLOAD_TOO_LARGE.message(), maxBytes);
    return EdgeError.of(ErrorCode.PAYLOAD_TOO_LARGE, message).toException();
  }

  /** Counts one body, from whatever thread each part comes. */
  private static final class ByteCount {

    private final long maxBytes;
    private long bytes;

    ByteCount(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    void add(DataBuffer part) {
      bytes += part.readableByteCount();
      if (bytes > maxBytes) {
        throw tooLarge(maxBytes);
      }
    }
  }
}
