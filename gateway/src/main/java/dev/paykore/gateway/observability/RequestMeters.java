package dev.paykore.gateway.observability;

import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Counts and times requests, {@link EdgeMeter#REQUESTS}. A series is registered when the first
 * request has its tags, and found by them afterwards, so that a request costs no more than that and
 * its count. There are as many as routes, tiers and statuses that occur together: none depends on
 * what a client makes up.
 */
final class RequestMeters {

  /** What the alerts on latency count by, and a little around it. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private static final String NONE = "none";
  private static final String OTHER = "other";

  private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();
  private final MeterRegistry registry;

  RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(AccessLine line) {
    Series series = Series.of(line);
    Timer known = timers.get(series);
    Timer timer = known == null ? timers.computeIfAbsent(series, this::register) : known;
    timer.record(line.nanos(), TimeUnit.NANOSECONDS);
  }

  private Timer register(Series series) {
    return EdgeMeter.REQUESTS
        .timer(series.routeTag(), series.environmentTag(), series.statusTag(), series.tierTag())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** What the tags are made of. */
  private record Series(
      @Nullable String route,
      @Nullable Environment environment,
      int status,
      @Nullable String tier) {

    static Series of(AccessLine line) {
      AccessLine.Account account = line.account();
      ApiKeyRecord key = account.key();
      return new Series(
          account.route(),
          account.environment(),
          line.status(),
          key == null ? null : key.tier().wireName());
    }

    String routeTag() {
      return Objects.requireNonNullElse(route, NONE);
    }

    String environmentTag() {
      return environment == null ? NONE : environment.wireName();
    }

    /** A downstream may answer with a number that nobody has registered, and with many of them. */
    String statusTag() {
      boolean known = status == AccessLine.CLIENT_GONE || HttpStatus.resolve(status) != null;
      return known ? Integer.toString(status) : OTHER;
    }

    String tierTag() {
      return Objects.requireNonNullElse(tier, NONE);
    }
  }
}
