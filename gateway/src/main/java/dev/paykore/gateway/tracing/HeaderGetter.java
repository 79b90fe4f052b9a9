package dev.paykore.gateway.tracing;

import dev.paykore.gateway.credential.ApiKeyExtractor;
import dev.paykore.keys.KeyMask;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Reads a trace's headers, as far as they may be told to whoever collects traces. {@code
 * traceparent} counts only if there is exactly one, and neither header counts if a key stands in
 * it.
 */
enum HeaderGetter implements TextMapGetter<HttpHeaders> {
  INSTANCE;

  /** That of a span; the digits of a version or of flags may well be in a key by chance. */
  private static final int SHORTEST_ID = 16;

  @Override
  public Iterable<String> keys(HttpHeaders headers) {
    return headers.headerNames();
  }

  /** {@code tracestate} may come in several fields, which are one list. */
  @Override
  public @Nullable String get(@Nullable HttpHeaders headers, String name) {
    if (headers == null || !headers.containsHeader(name)) {
      return null;
    }
    List<String> values = headers.getOrEmpty(name);
    return name.equals(RequestTrace.TRACEPARENT)
        ? traceparent(headers, values)
        : withoutKey(String.join(",", values));
  }

  private static @Nullable String traceparent(HttpHeaders headers, List<String> values) {
    String only = values.getFirst();
    return values.size() > 1 || isMadeOfKey(only, headers) ? null : only;
  }

  /** Digits in the place of an id are digits of a key only by the key that comes with them. */
  private static boolean isMadeOfKey(String traceparent, HttpHeaders headers) {
    return Stream.of(ApiKeyExtractor.API_KEY_HEADER, HttpHeaders.AUTHORIZATION)
        .flatMap(name -> headers.getOrEmpty(name).stream())
        .anyMatch(credential -> holdsId(credential, traceparent));
  }

  private static boolean holdsId(String credential, String traceparent) {
    return Stream.of(traceparent.split("-", -1))
        .anyMatch(id -> id.length() >= SHORTEST_ID && credential.contains(id));
  }

  /** The rest of a list from which something was masked would not be what its writer meant. */
  private static @Nullable String withoutKey(String tracestate) {
    return KeyMask.mask(tracestate).equals(tracestate) ? tracestate : null;
  }
}
