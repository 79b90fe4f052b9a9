package dev.paykore.keys.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated request that an edge answered with an error of its own.
 *
 * @param requestId {@code req_} and ten characters
 * @param at when the answer was sent
 * @param secretId the secret that the request carried
 * @param status the HTTP status of the answer
 * @param code the stable code in the answer, such as {@code GATEWAY_TIMEOUT}
 * @param forwarded {@code no}, {@code yes}, {@code unknown}, or {@code null} where it is not said
 * @param durationMillis from the request's first byte to the answer
 * @param method the HTTP method
 * @param route the id of the route
 */
public record FailedRequest(
    String requestId,
    Instant at,
    String secretId,
    int status,
    String code,
    @Nullable String forwarded,
    long durationMillis,
    String method,
    String route) {

  private static final int TOO_MANY_REQUESTS = 429;

  /** Refusals of the limiter are kept apart, so that a flood of them displaces no other error. */
  String requestClass() {
    return status == TOO_MANY_REQUESTS ? "limited" : "errors";
  }
}
