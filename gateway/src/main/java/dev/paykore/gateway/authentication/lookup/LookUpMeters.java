package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.slowing.UnknownKeyAllowance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Counts look-ups by who answered them, {@code paykore.edge.key.lookups{answered_by}}, and what is
 * remembered, {@code paykore.edge.key.remembered{kind}}. None of them tells one key from another.
 */
final class LookUpMeters {

  private static final String LOOK_UPS = "paykore.edge.key.lookups";
  private static final String REMEMBERED = "paykore.edge.key.remembered";

  private final Map<AnsweredBy, Counter> counters = new EnumMap<>(AnsweredBy.class);

  /** The values of the tag. */
  enum AnsweredBy {
    /** Remembered in this process, a record or an absence. */
    PROCESS,
    /** A record in Redis. */
    REDIS,
    /** A row, or no row, in Postgres. */
    POSTGRES,
    /** No store that could know has answered: 503. */
    NOBODY
  }

  LookUpMeters(MeterRegistry registry, RememberedKeys remembered, UnknownKeyAllowance allowance) {
    for (AnsweredBy level : AnsweredBy.values()) {
      counters.put(level, register(registry, level));
    }
    gauge(registry, "record", remembered::records);
    gauge(registry, "absence", remembered::absences);
    gauge(registry, "network", allowance::networks);
  }

  void count(AnsweredBy level) {
    Objects.requireNonNull(counters.get(level)).increment();
  }

  private static Counter register(MeterRegistry registry, AnsweredBy level) {
    return Counter.builder(LOOK_UPS)
        .description("Look-ups of API keys by who answered them")
        .tag("answered_by", level.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static void gauge(MeterRegistry registry, String kind, Supplier<Number> size) {
    Gauge.builder(REMEMBERED, size)
        .description("What this process remembers of API keys, and of who sends unknown ones")
        .tag("kind", kind)
        .register(registry);
  }
}
