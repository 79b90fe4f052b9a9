package dev.paykore.gateway.guard.server;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.requestid.RequestId;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses a request at once when the edge has as many in hand as it may. */
final class InFlightLimit implements WebFilter, Ordered {

  private static final long RETRY_AFTER_SECONDS = 1;

  private final int maxInFlight;
  private final AtomicInteger inFlight = new AtomicInteger();

  InFlightLimit(int maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.IN_FLIGHT_LIMIT;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return RequestId.find(exchange) == null
        ? chain.filter(exchange)
        : Mono.defer(() -> limited(exchange, chain));
  }

  /** How many requests are in hand. */
  int inFlight() {
    return inFlight.get();
  }

  private Mono<Void> limited(ServerWebExchange exchange, WebFilterChain chain) {
    if (inFlight.incrementAndGet() > maxInFlight) {
      inFlight.decrementAndGet();
      return Mono.error(
          EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE)
              .retryAfter(RETRY_AFTER_SECONDS)
              .toException());
    }
    return chain.filter(exchange).doFinally(signal -> inFlight.decrementAndGet());
  }
}
