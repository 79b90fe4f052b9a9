package dev.paykore.console.request;

import dev.paykore.keys.usage.FailedRequest;
import org.jspecify.annotations.Nullable;

/** What the sender of a failed request should do, by the code of the answer. */
final class Advice {

  private Advice() {}

  static String of(FailedRequest request) {
    return switch (request.code()) {
      case "RATE_LIMIT_EXCEEDED" ->
          "Wait for the seconds in meta.retry_after, then send it again, with a growing pause.";
      case "ROUTE_NOT_FOUND" -> "Check the path: the API has none like it.";
      case "METHOD_NOT_ALLOWED" -> "Use one of the methods that the API reference names.";
      case "PAYLOAD_TOO_LARGE" -> "Send a smaller body.";
      case "BAD_REQUEST", "URI_TOO_LONG", "HEADERS_TOO_LARGE" ->
          "Correct the request; sent again as it is, it fails again.";
      case "BAD_GATEWAY", "GATEWAY_TIMEOUT", "SERVICE_UNAVAILABLE", "INTERNAL_ERROR" ->
          afterServerError(request.forwarded());
      default -> "See the error reference for " + request.code() + ".";
    };
  }

  private static String afterServerError(@Nullable String forwarded) {
    return switch (forwarded) {
      case "no" -> "It did not reach the wallet service: it is safe to send again.";
      case "yes" ->
          "It reached the wallet service: look up there what became of it before sending it again.";
      case null, default ->
          "It may have reached the wallet service: look up what became of it before sending it"
              + " again.";
    };
  }
}
