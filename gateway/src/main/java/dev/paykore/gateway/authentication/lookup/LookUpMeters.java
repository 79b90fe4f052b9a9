package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts look-ups by who answered them, {@link EdgeMeter#KEY_LOOKUPS}, and shows what is remembered
 * and how many are asking Postgres. None of it tells one key from another.
 */
final class LookUpMeters {

  private final Map<AnsweredBy, Counter> counters = new EnumMap<>(AnsweredBy.class);

  LookUpMeters(MeterRegistry registry) {
    for (AnsweredBy level : AnsweredBy.values()) {
      counters.put(level, register(registry, level));
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
    Objects.requireNonNull(counters.get(level)).increment();
  }

  private static Counter register(MeterRegistry registry, AnsweredBy level) {
    return EdgeMeter.KEY_LOOKUPS.counter(level.name().toLowerCase(Locale.ROOT)).register(registry);
  }
}
