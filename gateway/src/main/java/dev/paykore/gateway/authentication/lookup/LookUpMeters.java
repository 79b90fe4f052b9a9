package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts look-ups by who answered them, {@link EdgeMeter#KEY_LOOKUPS}, and those that no request
 * waits for apart, {@link EdgeMeter#KEY_RENEWALS}; shows what is remembered and how many are asking
 * Postgres. None of it tells one key from another.
 */
final class LookUpMeters {

  private final Map<AnsweredBy, Counter> lookUps = new EnumMap<>(AnsweredBy.class);
  private final Map<AnsweredBy, Counter> renewals = new EnumMap<>(AnsweredBy.class);

  LookUpMeters(MeterRegistry registry) {
    for (AnsweredBy level : AnsweredBy.values()) {
      lookUps.put(level, register(EdgeMeter.KEY_LOOKUPS, registry, level));
    }
    for (AnsweredBy level : EnumSet.complementOf(EnumSet.of(AnsweredBy.PROCESS))) {
      renewals.put(level, register(EdgeMeter.KEY_RENEWALS, registry, level));
    }
  }

  static void observe(RememberedKeys remembered, MeterRegistry registry) {
    EdgeMeter.KEY_REMEMBERED.gauge(remembered::records, "record").register(registry);
    EdgeMeter.KEY_REMEMBERED.gauge(remembered::absences, "absence").register(registry);
  }

  static void observe(UnknownKeyAllowance allowance, MeterRegistry registry) {
    EdgeMeter.KEY_REMEMBERED.gauge(allowance::networks, "network").register(registry);
  }

  static void observe(PostgresGate gate, MeterRegistry registry) {
    EdgeMeter.POSTGRES_LOOKUPS.gauge(gate::active, "active").register(registry);
    EdgeMeter.POSTGRES_LOOKUPS.gauge(gate::waiting, "waiting").register(registry);
  }

  void count(AnsweredBy level) {
    Objects.requireNonNull(lookUps.get(level)).increment();
  }

  /** Counts a record that was asked for anew: by whoever had it, or nobody. */
  void countRenewal(AnsweredBy level) {
    Objects.requireNonNull(renewals.get(level)).increment();
  }

  private static Counter register(EdgeMeter meter, MeterRegistry registry, AnsweredBy level) {
    return meter.counter(level.name().toLowerCase(Locale.ROOT)).register(registry);
  }
}
