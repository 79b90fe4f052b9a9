package dev.paykore.gateway.observability;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.ending.Ending;
import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.gateway.tracing.Tracing;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

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
    return Ending.of(chain.filter(exchange), new Told(request, trace));
  }

  /** Of one request, when its end is known and its answer was begun. */
  private final class Told implements Ending {

    private final ObservedRequest request;
    private final @Nullable RequestTrace trace;

    Told(ObservedRequest request, @Nullable RequestTrace trace) {
      this.request = request;
      this.trace = trace;
    }

    @Override
    public void completed() {
      request.completed();
    }

    @Override
    public Throwable failed(Throwable failure) {
      request.failed(failure);
      return failure;
    }

    @Override
    public void cancelled() {
      request.cancelled();
    }

    @Override
    public void over() {
      AccessLine line = request.ended(nanoTime.getAsLong());
      if (trace != null) {
        TraceEnd.of(line).apply(trace);
      }
      log.write(line);
    }
  }
}
