package dev.paykore.gateway.guard.server;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Streams a request to the far side and its response back, as the gateway's own routing does. */
final class ForwardingHandler implements GatewayFilterChain {

  private final HttpClient client;

  ForwardingHandler(int port) {
    this.client = HttpClient.create().host("localhost").port(port);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange) {
    return switch (exchange.getRequest().getPath().value()) {
      case "/bug" -> Mono.error(new IllegalStateException("a bug"));
      case "/never" -> Mono.never();
      case "/broken-off" -> half(exchange, Mono.error(new IOException("Connection reset by peer")));
      case "/endless" -> half(exchange, Mono.never());
      default -> forward(exchange);
    };
  }

  private Mono<Void> forward(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    return client
        .headers(headers -> request.getHeaders().forEach(headers::set))
        .request(HttpMethod.valueOf(request.getMethod().name()))
        .uri(request.getURI().getRawPath())
        .send(
            (downstream, outbound) -> outbound.send(request.getBody().map(ForwardingHandler::buf)))
        .responseConnection((response, connection) -> respond(exchange, response, connection))
        .then();
  }

  private static Flux<Void> respond(
      ServerWebExchange exchange, HttpClientResponse from, Connection connection) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(from.status().code()));
    from.responseHeaders()
        .forEach(header -> response.getHeaders().set(header.getKey(), header.getValue()));
    NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
    return response
        .writeWith(connection.inbound().receive().retain().map(buffers::wrap))
        .thenMany(Flux.empty());
  }

  /** A response of which half is sent, and then comes this. */
  private static Mono<Void> half(ServerWebExchange exchange, Mono<DataBuffer> rest) {
    ServerHttpResponse response = exchange.getResponse();
    DataBuffer half = response.bufferFactory().wrap("half".getBytes(StandardCharsets.US_ASCII));
    return response.writeAndFlushWith(Flux.concat(Mono.just(half), rest).map(Mono::just));
  }

  private static ByteBuf buf(DataBuffer buffer) {
    return NettyDataBufferFactory.toByteBuf(buffer);
  }
}
