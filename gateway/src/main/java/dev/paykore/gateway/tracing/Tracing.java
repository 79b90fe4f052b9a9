package dev.paykore.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Begins the trace of each request, as the next part of the trace that its {@code traceparent}
 * names (W3C Trace Context), or as a new one. Without a tracer it does nothing at all, and a
 * client's {@code traceparent} goes downstream as it came.
 */
public final class Tracing implements AutoCloseable {

  private static final long LAST_SPANS_SECONDS = 2;

  private final @Nullable SdkTracerProvider provider;
  private final @Nullable Tracer tracer;

  private Tracing(@Nullable SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider == null ? null : provider.get("dev.paykore.gateway");
  }

  /** Traces nothing. */
  public static Tracing off() {
    return new Tracing(null);
  }

  static Tracing by(SdkTracerProvider provider) {
    return new Tracing(provider);
  }

  /** The trace of a request that begins now, or {@code null} if there are no traces. */
  public @Nullable RequestTrace begin(ServerWebExchange exchange) {
    return tracer == null ? null : begin(exchange, tracer);
  }

  /** Sends what has not been sent yet. */
  @Override
  public void close() {
    if (provider != null) {
      var _ = provider.shutdown().join(LAST_SPANS_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static RequestTrace begin(ServerWebExchange exchange, Tracer tracer) {
    HttpHeaders headers = exchange.getRequest().getHeaders();
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), headers, HeaderGetter.INSTANCE);
    Span span =
        tracer
            .spanBuilder(exchange.getRequest().getMethod().name())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    RequestTrace trace = new RequestTrace(tracer, parent.with(span));
    trace.attachTo(exchange);
    return trace;
  }
}
