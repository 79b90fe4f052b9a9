package dev.paykore.gateway.forwarding;

import static org.springframework.cloud.gateway.filter.NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;

import dev.paykore.gateway.forwarding.client.DownstreamAnswer;
import dev.paykore.gateway.response.EdgeResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.http.HttpInfos;

/**
 * Writes a downstream's body to the client. It streams, unless all of it has come with its head: a
 * small answer goes out as one message, which costs a third of three. The framework's filter knows
 * no such answer.
 */
final class WritingFilter implements GlobalFilter, Ordered {

  private final List<MediaType> streamed;

  /**
   * @param streamed of these each part is sent on at once
   */
  WritingFilter(List<MediaType> streamed) {
    this.streamed = List.copyOf(streamed);
  }

  @Override
  public int getOrder() {
    return WRITE_RESPONSE_FILTER_ORDER;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return chain
        .filter(exchange)
        .then(Mono.defer(() -> write(exchange)))
        .doFinally(signal -> endIfCut(signal, exchange));
  }

  private Mono<Void> write(ServerWebExchange exchange) {
    DownstreamAnswer answer = answer(exchange);
    return answer == null ? Mono.empty() : write(answer.body(), exchange);
  }

  private Mono<Void> write(Flux<ByteBuf> body, ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    return isOneMessage(exchange)
        ? body.reduce(Unpooled::wrappedBuffer)
            .flatMap(whole -> EdgeResponse.sendWhole(response, whole))
        : stream(Pace.paced(body, client(exchange)).map(part -> wrap(part, response)), response);
  }

  /**
   * In HTTP/2 head and body are frames of their own, and the head waits for no window. And one
   * message would be in HTTP/1.0 if the request is, which ends the connection.
   */
  private static boolean isOneMessage(ServerWebExchange exchange) {
    Forwarding forwarding = Forwarding.of(exchange);
    return forwarding != null
        && forwarding.hasWholeAnswer()
        && client(exchange) instanceof HttpInfos client
        && client.version().equals(HttpVersion.HTTP_1_1);
  }

  private static @Nullable DownstreamAnswer answer(ServerWebExchange exchange) {
    Forwarding forwarding = Forwarding.of(exchange);
    return forwarding == null ? null : forwarding.answer();
  }

  private static Object client(ServerWebExchange exchange) {
    return ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
  }

  private Mono<Void> stream(Flux<DataBuffer> body, ServerHttpResponse response) {
    return isStreamed(contentType(response))
        ? response.writeAndFlushWith(body.map(Flux::just))
        : response.writeWith(body);
  }

  private boolean isStreamed(@Nullable MediaType type) {
    return type != null && streamed.stream().anyMatch(type::isCompatibleWith);
  }

  private static @Nullable MediaType contentType(ServerHttpResponse response) {
    try {
      return response.getHeaders().getContentType();
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  private static DataBuffer wrap(ByteBuf part, ServerHttpResponse response) {
    return ((NettyDataBufferFactory) response.bufferFactory()).wrap(part);
  }

  /** Nobody will read on: the connection cannot serve another request. */
  private static void endIfCut(SignalType signal, ServerWebExchange exchange) {
    DownstreamAnswer answer = answer(exchange);
    if (answer != null && signal != SignalType.ON_COMPLETE) {
      answer.cut();
    }
  }
}
