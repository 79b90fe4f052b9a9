package dev.paykore.gateway.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads a trace's headers: {@code traceparent} counts only if there is exactly one. */
enum HeaderGetter implements TextMapGetter<HttpHeaders> {
  INSTANCE;

  @Override
  public Iterable<String> keys(HttpHeaders headers) {
    return headers.headerNames();
  }

  /** {@code tracestate} may come in several fields, which are one list. */
  @Override
  public @Nullable String get(@Nullable HttpHeaders headers, String name) {
    List<String> values = headers == null ? null : headers.get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    return name.equals(RequestTrace.TRACEPARENT) && values.size() > 1
        ? null
        : String.join(",", values);
  }
}
