package dev.paykore.gateway.authentication;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Counts requests by their outcome and by who answered the look-up, if there was one: {@link
 * EdgeMeter#AUTHENTICATIONS}. All that can occur are there from the start.
 */
final class AuthenticationMeters {

  /** Whoever can know a key. */
  private static final Set<AnsweredBy> STORES =
      EnumSet.of(AnsweredBy.PROCESS, AnsweredBy.REDIS, AnsweredBy.POSTGRES);

  private final Map<AnsweredBy, Counter> authenticated;
  private final Map<AnsweredBy, Counter> missing;
  private final Map<AnsweredBy, Counter> invalid;
  private final Map<AnsweredBy, Counter> expired;
  private final Map<AnsweredBy, Counter> unavailable;
  private final Map<AnsweredBy, Counter> slowed;

  AuthenticationMeters(MeterRegistry registry) {
    Set<AnsweredBy> nobody = EnumSet.of(AnsweredBy.NOBODY);
    this.authenticated = register(registry, "authenticated", STORES);
    this.missing = register(registry, "missing", nobody);
    this.invalid = register(registry, "invalid", EnumSet.allOf(AnsweredBy.class));
    this.expired = register(registry, "expired", STORES);
    this.unavailable = register(registry, "unavailable", nobody);
    this.slowed = register(registry, "slowed", nobody);
  }

  void count(AuthenticationResult result, AnsweredBy answeredBy) {
    Objects.requireNonNull(counters(result).get(answeredBy)).increment();
  }

  private Map<AnsweredBy, Counter> counters(AuthenticationResult result) {
    return switch (result) {
      case AuthenticationResult.Authenticated _ -> authenticated;
      case AuthenticationResult.Missing _ -> missing;
      case AuthenticationResult.Invalid _ -> invalid;
      case AuthenticationResult.Expired _ -> expired;
      case AuthenticationResult.Unavailable _ -> unavailable;
      case AuthenticationResult.Slowed _ -> slowed;
    };
  }

  private static Map<AnsweredBy, Counter> register(
      MeterRegistry registry, String outcome, Set<AnsweredBy> possible) {
    Map<AnsweredBy, Counter> counters = new EnumMap<>(AnsweredBy.class);
    for (AnsweredBy level : possible) {
      String value = level.name().toLowerCase(Locale.ROOT);
      counters.put(level, EdgeMeter.AUTHENTICATIONS.counter(outcome, value).register(registry));
    }
    return counters;
  }
}
