package dev.paykore.gateway.observability;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.requestid.RequestId;
import java.util.function.LongSupplier;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Follows each request to its end, whichever that is, and writes its line. */
final class AccessLogFilter implements WebFilter, Ordered {

  private final AccessLog log;
  private final LongSupplier nanoTime;

  AccessLogFilter(AccessLog log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.ACCESS_LOG;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return RequestId.find(exchange) == null
        ? chain.filter(exchange)
        : Mono.defer(() -> observed(exchange, chain));
  }

  private Mono<Void> observed(ServerWebExchange exchange, WebFilterChain chain) {
    ObservedRequest request = new ObservedRequest(exchange, nanoTime.getAsLong());
    return chain
        .filter(exchange)
        .doOnError(request::failed)
        .doOnSuccess(nothing -> request.completed())
        .doOnCancel(request::cancelled)
        .doFinally(signal -> log.write(request.ended(nanoTime.getAsLong())));
  }
}
