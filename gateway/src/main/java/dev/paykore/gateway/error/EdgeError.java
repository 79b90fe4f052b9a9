package dev.paykore.gateway.error;

import org.jspecify.annotations.Nullable;

/**
 * What the edge answers instead of a downstream.
 *
 * @param code the stable code, and with it the status
 * @param message the public sentence
 * @param retryAfterSeconds when to try again, for {@code Retry-After}, or {@code null}
 * @param forwarded for a 5xx, how far the request had got, or {@code null}
 */
public record EdgeError(
    ErrorCode code,
    String message,
    @Nullable Long retryAfterSeconds,
    @Nullable Forwarded forwarded) {

  /** The error with the code's own sentence; a 5xx of it had not been forwarded. */
  public static EdgeError of(ErrorCode code) {
    return of(code, code.message());
  }

  /** The error with a sentence of its own; a 5xx of it had not been forwarded. */
  public static EdgeError of(ErrorCode code, String message) {
    return new EdgeError(
        code, message, null, code.status().is5xxServerError() ? Forwarded.NO : null);
  }

  /** The same error, with a time to wait. */
  public EdgeError retryAfter(long seconds) {
    return new EdgeError(code, message, seconds, forwarded);
  }

  /** The same error, of a request that had got as far as this. */
  public EdgeError forwarded(Forwarded reached) {
    return new EdgeError(code, message, retryAfterSeconds, reached);
  }

  /** The error as a signal for a reactive chain. */
  public EdgeException toException() {
    return new EdgeException(this, null);
  }

  /** The error as a signal for a reactive chain, with its private cause. */
  public EdgeException toException(Throwable cause) {
    return new EdgeException(this, cause);
  }
}
