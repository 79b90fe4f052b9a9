package dev.paykore.gateway.forwarding;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.ending.Ending;
import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.forwarding.breaker.CallVerdict;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreaker;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreakers;
import dev.paykore.gateway.forwarding.client.DownstreamAnswer;
import dev.paykore.gateway.forwarding.share.KeyShares;
import dev.paykore.gateway.forwarding.share.NoShareException;
import dev.paykore.gateway.forwarding.share.Place;
import dev.paykore.gateway.redis.HomeLoop;
import dev.paykore.gateway.routing.RouteBounds;
import io.micrometer.core.instrument.Counter;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Follows a request on its way downstream and says what became of it when it fails there. A
 * downstream that does not answer is spared, and no key has all of its connections.
 */
final class ForwardingFilter implements GlobalFilter, Ordered {

  private final DownstreamBreakers breakers;
  private final SlowClients slowClients;
  private final KeyShares shares;
  private final Counter waits;

  ForwardingFilter(
      DownstreamBreakers breakers, SlowClients slowClients, KeyShares shares, Counter waits) {
    this.breakers = breakers;
    this.slowClients = slowClients;
    this.shares = shares;
    this.waits = waits;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.FORWARDING;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    // A place that is taken here must also be used, or nobody would give it back.
    return Mono.defer(() -> enter(exchange, chain));
  }

  private Mono<Void> enter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
    DownstreamBreaker breaker = breakers.of(route.getUri());
    String keyId = Objects.requireNonNull(AuthenticatedKey.of(exchange)).keyId();
    Place place = shares.enter(breaker, keyId);
    return place.isTaken()
        ? forward(exchange, chain, breaker, place)
        : await(place, exchange)
            .then(Mono.defer(() -> forward(exchange, chain, breaker, place)))
            .doFinally(signal -> shares.leave(place));
  }

  private Mono<Void> await(Place place, ServerWebExchange exchange) {
    waits.increment();
    return shares
        .await(place)
        .publishOn(HomeLoop.nextTurnOf(exchange))
        .onErrorMap(
            NoShareException.class,
            none -> DownstreamFailure.of(none, Forwarded.NO).toException(none));
  }

  private Mono<Void> forward(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      DownstreamBreaker breaker,
      Place place) {
    if (!breaker.allows()) {
      shares.leave(place);
      return Mono.error(DownstreamFailure.spared(breaker).toException());
    }
    Forwarding forwarding =
        new Forwarding(
            RouteBounds.of(exchange).responseTimeout(),
            new CallVerdict(breaker),
            new ClientWait(slowClients, place.keyId()));
    forwarding.attachTo(exchange);
    return Ending.of(chain.filter(exchange), new Left(exchange, forwarding, place));
  }

  /** One call. */
  private final class Left implements Ending {

    private final ServerWebExchange exchange;
    private final Forwarding forwarding;
    private final Place place;

    Left(ServerWebExchange exchange, Forwarding forwarding, Place place) {
      this.exchange = exchange;
      this.forwarding = forwarding;
      this.place = place;
    }

    @Override
    public Throwable failed(Throwable failure) {
      return ForwardingFilter.failed(failure, exchange, forwarding);
    }

    @Override
    public void over() {
      shares.leave(place);
      forwarding.ended();
    }
  }

  private static Throwable failed(
      Throwable error, ServerWebExchange exchange, Forwarding forwarding) {
    if (error instanceof EdgeException || ClientConnection.isGone(exchange)) {
      return error;
    }
    if (DownstreamFailure.isOfDownstream(error, forwarding.reached())) {
      forwarding.failed();
    }
    if (!exchange.getResponse().isCommitted()) {
      forgetDownstreamHeaders(exchange, forwarding);
    }
    return DownstreamFailure.of(error, forwarding.reached()).toException(error);
  }

  /** What a downstream said of its own body would be wrong of ours. */
  private static void forgetDownstreamHeaders(ServerWebExchange exchange, Forwarding forwarding) {
    DownstreamAnswer answer = forwarding.answer();
    if (answer != null) {
      HttpServerResponse client =
          ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
      ResponseHeaders.forget(answer.headers(), client.responseHeaders());
    }
  }
}
