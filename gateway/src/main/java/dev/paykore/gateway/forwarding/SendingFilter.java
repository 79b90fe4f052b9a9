package dev.paykore.gateway.forwarding;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import dev.paykore.gateway.forwarding.client.DownstreamClients;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends a request to its downstream and takes over the head of the answer; the body follows when
 * the filters before have seen the head. Which request is sent once more, {@link Resend} says.
 */
final class SendingFilter implements GlobalFilter, Ordered {

  private final DownstreamClients clients;
  private final Counter resent;

  SendingFilter(DownstreamClients clients, MeterRegistry meters) {
    this.clients = clients;
    this.resent = EdgeMeter.DOWNSTREAM_RESENT.counter().register(meters);
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (isAlreadyRouted(exchange)) {
      return chain.filter(exchange);
    }
    setAlreadyRouted(exchange);
    URI target = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
    DownstreamRequest request = new DownstreamRequest(target, exchange);
    Forwarding forwarding = Objects.requireNonNull(Forwarding.of(exchange));
    return send(clients.pooled(), request, exchange)
        .onErrorResume(
            error -> Resend.isAllowed(error, request, forwarding),
            error -> sendOnceMore(request, exchange))
        .then(chain.filter(exchange));
  }

  private Flux<HttpClientResponse> sendOnceMore(
      DownstreamRequest request, ServerWebExchange exchange) {
    resent.increment();
    return send(clients.fresh(), request, exchange);
  }

  private Flux<HttpClientResponse> send(
      HttpClient client, DownstreamRequest request, ServerWebExchange exchange) {
    return Flux.from(
        request
            .sentWith(client)
            .responseConnection((head, connection) -> take(head, connection, exchange)));
  }

  private Mono<HttpClientResponse> take(
      HttpClientResponse head, Connection connection, ServerWebExchange exchange) {
    exchange.getAttributes().put(CLIENT_RESPONSE_ATTR, head);
    exchange.getAttributes().put(CLIENT_RESPONSE_CONN_ATTR, connection);
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(head.status().code()));
    HttpServerResponse client = ServerHttpResponseDecorator.getNativeResponse(response);
    ResponseHeaders.take(head.responseHeaders(), client.responseHeaders());
    return Mono.just(head);
  }
}
