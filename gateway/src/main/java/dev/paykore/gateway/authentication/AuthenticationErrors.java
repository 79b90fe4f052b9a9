package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.AuthenticationResult.Refused;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;

/** What a request is answered that is not authenticated. */
final class AuthenticationErrors {

  private static final long RETRY_AFTER_SECONDS = 1;

  private AuthenticationErrors() {}

  static EdgeError of(Refused refused) {
    return switch (refused) {
      case AuthenticationResult.Missing _ -> EdgeError.of(ErrorCode.MISSING_API_KEY);
      case AuthenticationResult.Invalid _ -> EdgeError.of(ErrorCode.INVALID_API_KEY);
      case AuthenticationResult.Expired expired ->
          EdgeError.of(
              ErrorCode.EXPIRED_API_KEY,
              ErrorCode.EXPIRED_API_KEY.message().formatted(expired.on()));
      case AuthenticationResult.Unavailable _ ->
          EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(RETRY_AFTER_SECONDS);
      case AuthenticationResult.Slowed slowed ->
          EdgeError.of(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(slowed.retryAfterSeconds());
    };
  }
}
