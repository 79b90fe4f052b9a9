package dev.paykore.gateway.forwarding;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import dev.paykore.gateway.forwarding.client.DownstreamAnswer;
import dev.paykore.gateway.forwarding.client.DownstreamClients;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends a request to the service of its route and takes over the head of the answer; the body
 * follows when the filters before have seen the head. Which request is sent once more, {@link
 * Resend} says.
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
    Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
    Forwarding forwarding = Objects.requireNonNull(Forwarding.of(exchange));
    DownstreamRequest request = new DownstreamRequest(exchange, forwarding);
    return clients
        .pooled()
        .send(route.getUri(), request)
        .onErrorResume(
            error -> Resend.isAllowed(error, request, forwarding),
            error -> sendOnceMore(route.getUri(), request))
        .doOnNext(answer -> take(answer, forwarding, exchange.getResponse()))
        .then(chain.filter(exchange));
  }

  private Mono<DownstreamAnswer> sendOnceMore(URI service, DownstreamRequest request) {
    resent.increment();
    return clients.fresh().send(service, request);
  }

  private static void take(
      DownstreamAnswer answer, Forwarding forwarding, ServerHttpResponse response) {
    forwarding.answeredWith(answer);
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    HttpServerResponse client = ServerHttpResponseDecorator.getNativeResponse(response);
    ResponseHeaders.take(answer.headers(), client.responseHeaders());
  }
}
