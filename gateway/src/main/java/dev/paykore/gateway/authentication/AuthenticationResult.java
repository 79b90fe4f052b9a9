package dev.paykore.gateway.authentication;

import dev.paykore.keys.ApiKeyRecord;
import java.time.LocalDate;

/** The outcome of authenticating one request. */
sealed interface AuthenticationResult {

  Refused MISSING = new Missing();
  Refused INVALID = new Invalid();
  Refused UNAVAILABLE = new Unavailable();

  /** The key may be used, now and on this route. */
  record Authenticated(ApiKeyRecord record) implements AuthenticationResult {}

  /** Whatever else: the request goes no further. */
  sealed interface Refused extends AuthenticationResult {}

  /** No key was presented. */
  record Missing() implements Refused {}

  /**
   * Malformed, absent, revoked, suspended, retired or of another environment; nobody is told which.
   */
  record Invalid() implements Refused {}

  /** The key was good until this day began in UTC. */
  record Expired(LocalDate on) implements Refused {}

  /** No store could say. */
  record Unavailable() implements Refused {}

  /** The client has sent too many unknown keys for this one to be looked up. */
  record Slowed(long retryAfterSeconds) implements Refused {}
}
