package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.AuthenticationResult.Authenticated;
import dev.paykore.gateway.authentication.AuthenticationResult.Expired;
import dev.paykore.gateway.authentication.lookup.LookUp;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is known of a key, at each request, remembered or not. Only who holds a key that
 * would be good here but for its date learns that it has expired.
 */
final class Verdict {

  private Verdict() {}

  /**
   * The verdict on what a look-up has found.
   *
   * @param environment the one that the key's prefix names
   */
  static AuthenticationResult of(LookUp lookUp, Environment environment, Instant now) {
    return switch (lookUp) {
      case LookUp.Found found -> of(found.record(), environment, now);
      case LookUp.Absent _ -> AuthenticationResult.INVALID;
      case LookUp.Unknown _ -> AuthenticationResult.UNAVAILABLE;
      case LookUp.Slowed slowed -> new AuthenticationResult.Slowed(slowed.retryAfterSeconds());
    };
  }

  private static AuthenticationResult of(
      ApiKeyRecord record, Environment environment, Instant now) {
    if (!record.isUsableAt(now) || record.environment() != environment) {
      return AuthenticationResult.INVALID;
    }
    return record.expiresOn() != null && record.isExpiredAt(now)
        ? new Expired(record.expiresOn())
        : new Authenticated(record);
  }

  /** Whether a key of this environment has nothing to do on a route, whatever a look-up says. */
  static boolean isForeign(Environment key, @Nullable Environment route) {
    return route != null && route != key;
  }
}
