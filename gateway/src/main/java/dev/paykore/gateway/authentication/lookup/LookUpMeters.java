package dev.paykore.gateway.authentication.lookup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts look-ups by who answered them: {@code paykore.edge.key.lookups{answered_by}}. */
final class LookUpMeters {

  private static final String NAME = "paykore.edge.key.lookups";

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

  LookUpMeters(MeterRegistry registry) {
    for (AnsweredBy level : AnsweredBy.values()) {
      counters.put(level, register(registry, level));
    }
  }

  void count(AnsweredBy level) {
    Objects.requireNonNull(counters.get(level)).increment();
  }

  private static Counter register(MeterRegistry registry, AnsweredBy level) {
    return Counter.builder(NAME)
        .description("Look-ups of API keys by who answered them")
        .tag("answered_by", level.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
