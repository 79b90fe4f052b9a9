package dev.paykore.console.api;

import dev.paykore.console.request.FoundRequest;
import dev.paykore.keys.usage.FailedRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that an edge answered with an error, as the API gives it. */
record FoundRequestBody(
    String requestId,
    Instant at,
    String partnerId,
    String keyId,
    String keyLabel,
    String environment,
    String method,
    String route,
    int status,
    String code,
    @Nullable String forwarded,
    long durationMs,
    String advice) {

  static FoundRequestBody of(FoundRequest found) {
    FailedRequest request = found.request();
    return new FoundRequestBody(
        request.requestId(),
        request.at(),
        found.key().partnerId(),
        found.key().id(),
        found.key().label(),
        found.key().environment().wireName(),
        request.method(),
        request.route(),
        request.status(),
        request.code(),
        request.forwarded(),
        request.durationMillis(),
        found.advice());
  }
}
