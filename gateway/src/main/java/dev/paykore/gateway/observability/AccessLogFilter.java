package dev.paykore.gateway.observability;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.gateway.tracing.Tracing;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Follows each request to its end, whichever that is, writes its line and ends its trace. */
final class AccessLogFilter implements GatewayFilter, Ordered {

  private final AccessLog log;
  private final Tracing tracing;
  private final LongSupplier nanoTime;

  AccessLogFilter(AccessLog log, Tracing tracing, LongSupplier nanoTime) {
    this.log = log;
    this.tracing = tracing;
    this.nanoTime = nanoTime;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.ACCESS_LOG;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ObservedRequest request = new ObservedRequest(exchange, nanoTime.getAsLong());
    RequestTrace trace = tracing.begin(exchange);
    return chain
        .filter(exchange)
        .doOnError(request::failed)
        .doOnSuccess(nothing -> request.completed())
        .doFinally(signal -> tell(ended(request, signal), trace));
  }

  private AccessLine ended(ObservedRequest request, SignalType signal) {
    if (signal == SignalType.CANCEL) {
      request.cancelled();
    }
    return request.ended(nanoTime.getAsLong());
  }

  private void tell(AccessLine line, @Nullable RequestTrace trace) {
    if (trace != null) {
      TraceEnd.of(line).apply(trace);
    }
    log.write(line);
  }
}
