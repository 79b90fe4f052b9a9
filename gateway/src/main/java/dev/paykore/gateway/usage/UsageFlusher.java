package dev.paykore.gateway.usage;

import dev.paykore.keys.usage.KeyUsage;
import dev.paykore.keys.usage.UsageFlush;
import dev.paykore.keys.usage.UsageReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends what was counted. A flush that fails is sent again, the same one, until Redis has taken it;
 * the next is made only then. An orderly stop sends what is left.
 *
 * <p>One flush ends before the next begins, so the state needs no lock.
 */
final class UsageFlusher implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(UsageFlusher.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Until Redis takes the next of a flush. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final double MILLIS = 1_000;

  /** Stops after the web server has answered its last request, and before Redis is let go. */
  private static final int PHASE = 2;

  private final UsageCounters counters;
  private final UsageReports reports;
  private final Clock clock;
  private final String processId = UUID.randomUUID().toString();
  private final AtomicLong sequence = new AtomicLong();
  private volatile @Nullable UsageFlush unsent;
  private volatile Instant dueSince = Instant.EPOCH;
  private @Nullable Disposable ticking;

  UsageFlusher(UsageCounters counters, UsageReports reports, Clock clock) {
    this.counters = counters;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public void start() {
    ticking =
        Flux.interval(INTERVAL, Schedulers.parallel())
            .onBackpressureDrop()
            .concatMap(tick -> flush().onErrorComplete(), 1)
            .subscribe();
  }

  @Override
  public void stop() {
    if (ticking != null) {
      ticking.dispose();
      ticking = null;
      flush()
          .then(Mono.defer(this::flush))
          .doOnError(error -> log.warn("Usage of the last seconds is lost: {}", error.toString()))
          .onErrorComplete()
          .block(PATIENCE.multipliedBy(2));
    }
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }

  /** Sends the flush that is due, if there is any; an error leaves it due. */
  Mono<Void> flush() {
    return Mono.defer(
        () -> {
          UsageFlush due = unsent == null ? next() : unsent;
          unsent = due;
          return due == null ? Mono.empty() : send(due);
        });
  }

  /** However many keys it has: what Redis has taken is not sent again. */
  private Mono<Void> send(UsageFlush due) {
    Set<String> taken = new HashSet<>();
    return reports
        .write(due)
        .timeout(PATIENCE)
        .doOnNext(keys -> keys.forEach(key -> taken.add(key.keyId())))
        .doOnComplete(() -> unsent = null)
        .doOnError(error -> keep(due.without(taken)))
        .then();
  }

  private void keep(UsageFlush rest) {
    unsent = rest;
    counters.compact(clock.instant());
  }

  /** How long the flush that is due has been waiting to be taken, in seconds; 0 without one. */
  double lagSeconds() {
    return unsent == null ? 0 : Duration.between(dueSince, clock.instant()).toMillis() / MILLIS;
  }

  private @Nullable UsageFlush next() {
    dueSince = clock.instant();
    List<KeyUsage> usage = counters.take();
    return usage.isEmpty() ? null : new UsageFlush(processId, sequence.incrementAndGet(), usage);
  }
}
