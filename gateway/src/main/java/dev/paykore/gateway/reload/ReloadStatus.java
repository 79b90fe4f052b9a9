package dev.paykore.gateway.reload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells how the last changes of the files went: {@code
 * paykore.edge.configuration.reloads{outcome}}, {@code paykore.edge.configuration.current} (0 while
 * the files say what the edge refuses), and the health detail {@code configuration}, which is
 * always up: the old configuration serves.
 */
final class ReloadStatus implements HealthIndicator {

  private static final String RELOADS = "paykore.edge.configuration.reloads";
  private static final String CURRENT = "paykore.edge.configuration.current";

  private final Clock clock;
  private final Counter applied;
  private final Counter refused;
  private volatile Last last;

  private record Last(Instant servedSince, List<String> takesRestart, List<String> problems) {}

  ReloadStatus(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.last = new Last(clock.instant(), List.of(), List.of());
    this.applied = counter(registry, "applied");
    this.refused = counter(registry, "refused");
    Gauge.builder(CURRENT, this, status -> status.last.problems.isEmpty() ? 1 : 0)
        .description("Whether the edge serves what its files say")
        .register(registry);
  }

  void count(ReloadResult result) {
    switch (result) {
      case ReloadResult.Applied(var takesRestart) -> {
        last = new Last(clock.instant(), takesRestart, List.of());
        applied.increment();
      }
      case ReloadResult.Refused(var problems) -> {
        last = new Last(last.servedSince, last.takesRestart, problems);
        refused.increment();
      }
    }
  }

  @Override
  public Health health() {
    Last now = last;
    Health.Builder health = Health.up().withDetail("served since", now.servedSince);
    if (!now.takesRestart.isEmpty()) {
      health.withDetail("takes a restart", now.takesRestart);
    }
    if (!now.problems.isEmpty()) {
      health.withDetail("refused", now.problems);
    }
    return health.build();
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder(RELOADS)
        .description("Changes of the configuration's files by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
