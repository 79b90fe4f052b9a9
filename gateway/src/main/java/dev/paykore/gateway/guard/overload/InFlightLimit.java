package dev.paykore.gateway.guard.overload;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.ending.Ending;
import dev.paykore.gateway.error.ClientConnection;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a request at once when the edge has as many in hand as it may, or no memory to spare. If
 * a refused request has more of a body than comes along with its head, the connection ends with the
 * answer: to read on would cost what there is too little of.
 */
public final class InFlightLimit implements GatewayFilter, Ordered {

  private static final long RETRY_AFTER_SECONDS = 1;

  /** Read to its end, so that the connection can be kept. */
  private static final long SMALL_BODY_BYTES = 64 * 1024;

  private final int maxInFlight;
  private final MemoryPressure memory;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Ending leaving = new Leaving();
  private final LongAdder refused = new LongAdder();

  public InFlightLimit(int maxInFlight, MemoryPressure memory) {
    this.maxInFlight = maxInFlight;
    this.memory = memory;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.IN_FLIGHT_LIMIT;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    // What is counted here must also be begun, or it would be counted for ever.
    return Mono.defer(() -> enter(exchange, chain));
  }

  private Mono<Void> enter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (inFlight.incrementAndGet() > maxInFlight || memory.isExhausted()) {
      inFlight.decrementAndGet();
      return refuse(exchange);
    }
    return Ending.of(chain.filter(exchange), leaving);
  }

  /** How many requests are in hand. */
  public int inFlight() {
    return inFlight.get();
  }

  int maxInFlight() {
    return maxInFlight;
  }

  /** How many requests have been refused since the start. */
  long refused() {
    return refused.sum();
  }

  private static boolean hasMuchToRead(HttpHeaders headers) {
    return headers.getContentLength() > SMALL_BODY_BYTES
        || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
  }

  private Mono<Void> refuse(ServerWebExchange exchange) {
    refused.increment();
    if (hasMuchToRead(exchange.getRequest().getHeaders())) {
      ClientConnection.doNotReadOn(exchange);
    }
    return Mono.error(
        EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(RETRY_AFTER_SECONDS).toException());
  }

  /** The same for all requests. */
  private final class Leaving implements Ending {

    @Override
    public void over() {
      inFlight.decrementAndGet();
    }
  }
}
