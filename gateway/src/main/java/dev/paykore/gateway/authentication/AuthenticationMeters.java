package dev.paykore.gateway.authentication;

import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts requests by their outcome: {@link EdgeMeter#AUTHENTICATIONS}. */
final class AuthenticationMeters {

  private final Counter authenticated;
  private final Counter missing;
  private final Counter invalid;
  private final Counter expired;
  private final Counter unavailable;
  private final Counter slowed;

  AuthenticationMeters(MeterRegistry registry) {
    this.authenticated = register(registry, "authenticated");
    this.missing = register(registry, "missing");
    this.invalid = register(registry, "invalid");
    this.expired = register(registry, "expired");
    this.unavailable = register(registry, "unavailable");
    this.slowed = register(registry, "slowed");
  }

  void count(AuthenticationResult result) {
    counter(result).increment();
  }

  private Counter counter(AuthenticationResult result) {
    return switch (result) {
      case AuthenticationResult.Authenticated _ -> authenticated;
      case AuthenticationResult.Missing _ -> missing;
      case AuthenticationResult.Invalid _ -> invalid;
      case AuthenticationResult.Expired _ -> expired;
      case AuthenticationResult.Unavailable _ -> unavailable;
      case AuthenticationResult.Slowed _ -> slowed;
    };
  }

  private static Counter register(MeterRegistry registry, String outcome) {
    return EdgeMeter.AUTHENTICATIONS.counter(outcome).register(registry);
  }
}
