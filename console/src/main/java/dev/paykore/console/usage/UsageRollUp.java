package dev.paykore.console.usage;

import dev.paykore.keys.usage.UsageLife;
import dev.paykore.keys.usage.UsageReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Copies the edges' hourly counters from Redis to Postgres. It copies where a counter stands and
 * never adds, so it may run twice, at once and as often as one likes.
 */
@Component
public final class UsageRollUp {

  private static final Duration KEEP = Duration.ofDays(31);
  private static final long HOUR_SECONDS = 3_600;
  private static final long DAY_HOURS = 24;

  private final UsageReader redis;
  private final UsageHistory history;
  private final Clock clock;

  UsageRollUp(UsageReader redis, UsageHistory history, Clock clock) {
    this.redis = redis;
    this.history = history;
    this.clock = clock;
  }

  /** Copies all since the time before; completes when it is in Postgres. */
  public Mono<Void> run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    Instant oldest = now.minus(UsageLife.HOURS);
    return history
        .doneTo()
        .defaultIfEmpty(oldest)
        .map(done -> done.isBefore(oldest) ? oldest : done)
        .flatMap(done -> copy(hour(done) - 1, hour(now)))
        .then(history.doneTo(now))
        .then(history.forgetBefore(now.minus(KEEP)));
  }

  private static long hour(Instant at) {
    return at.getEpochSecond() / HOUR_SECONDS;
  }

  /** One hour is read again, for a flush that came late. */
  private Mono<Void> copy(long fromHour, long toHour) {
    return Flux.fromStream(LongStream.rangeClosed(fromHour, toHour).boxed())
        .concatMap(hour -> redis.activeKeys(hour).map(key -> new KeyDay(key, hour / DAY_HOURS)))
        .distinct()
        .concatMap(this::copy)
        .then();
  }

  private Mono<Void> copy(KeyDay day) {
    return redis
        .byHour(day.keyId(), day.epochDay())
        .flatMap(usage -> history.raise(day.keyId(), usage))
        .then(redis.lastUsed(day.keyId()))
        .flatMap(history::raiseLastUsed);
  }

  private record KeyDay(String keyId, long epochDay) {}
}
