package dev.paykore.gateway.reload;

import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells how the last changes of the files went: {@link EdgeMeter#RELOADS}, {@link
 * EdgeMeter#CONFIGURATION_CURRENT} (0 while the files say what the edge refuses), and the health
 * detail {@code configuration}, which is always up: the old configuration serves.
 */
final class ReloadStatus implements HealthIndicator {

  private final Clock clock;
  private final Counter applied;
  private final Counter refused;
  private volatile Last last;

  private record Last(Instant servedSince, List<String> takesRestart, List<String> problems) {}

  ReloadStatus(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.last = new Last(clock.instant(), List.of(), List.of());
    this.applied = EdgeMeter.RELOADS.counter("applied").register(registry);
    this.refused = EdgeMeter.RELOADS.counter("refused").register(registry);
    EdgeMeter.CONFIGURATION_CURRENT.gauge(this::current).register(registry);
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

  private int current() {
    return last.problems.isEmpty() ? 1 : 0;
  }
}
