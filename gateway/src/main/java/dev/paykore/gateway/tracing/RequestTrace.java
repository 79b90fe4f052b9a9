package dev.paykore.gateway.tracing;

import io.netty.handler.codec.http.HttpHeaders;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The trace of one request: a span of the request, and one of the downstream's part in it. */
public final class RequestTrace {

  static final String TRACEPARENT = "traceparent";

  private static final String TRACESTATE = "tracestate";
  private static final String ATTRIBUTE = RequestTrace.class.getName();

  private final Tracer tracer;
  private final Context context;
  private final Span request;
  private volatile @Nullable Span call;

  RequestTrace(Tracer tracer, Context context) {
    this.tracer = tracer;
    this.context = context;
    this.request = Span.fromContext(context);
  }

  /** The trace of the request in hand, or {@code null} if there are no traces. */
  public static @Nullable RequestTrace of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  void attachTo(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  /** The trace's id, or {@code null} if nobody will find it because it is not sampled. */
  public @Nullable String sampledId() {
    return request.isRecording() ? request.getSpanContext().getTraceId() : null;
  }

  /**
   * Begins the downstream's part, and tells it by its headers whose part that is. When a request is
   * sent once more, what became of the first sending ends here.
   */
  public void called(URI downstream, HttpHeaders headers) {
    end(call, Attributes.empty(), true);
    Span begun =
        tracer
            .spanBuilder("call")
            .setParent(context)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("server.address", downstream.getAuthority())
            .startSpan();
    headers.remove(TRACEPARENT);
    headers.remove(TRACESTATE);
    W3CTraceContextPropagator.getInstance()
        .inject(context.with(begun), headers, (same, name, value) -> headers.set(name, value));
    call = begun;
  }

  /**
   * The request has ended, and with it whatever its downstream did.
   *
   * @param name of the request's span
   * @param failed whether it is an error of the edge or of its downstream
   * @param attributes are asked for only if the trace is sampled
   */
  public void ended(String name, boolean failed, Supplier<Attributes> attributes) {
    if (request.isRecording()) {
      Attributes known = attributes.get();
      request.updateName(name).setAllAttributes(known);
      end(call, known, failed);
      end(request, known, failed);
    }
  }

  private static void end(@Nullable Span span, Attributes attributes, boolean failed) {
    if (span == null) {
      return;
    }
    span.setAllAttributes(attributes);
    if (failed) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
