package dev.paykore.gateway.guard.overload;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Takes the edge out of readiness while it is overloaded. */
public final class OverloadIndicator implements HealthIndicator, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OverloadIndicator.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final InFlightLimit limit;
  private final MemoryPressure memory;
  private final LongSupplier nanoTime;
  private final Overload overload;
  private final HeapPatience patience = new HeapPatience();
  private volatile boolean overloaded;
  private @Nullable Disposable sampling;

  public OverloadIndicator(InFlightLimit limit, MemoryPressure memory, LongSupplier nanoTime) {
    this.limit = limit;
    this.memory = memory;
    this.nanoTime = nanoTime;
    this.overload = new Overload(limit.maxInFlight());
  }

  @Override
  public Health health() {
    return (overloaded ? Health.outOfService() : Health.up())
        .withDetail("in_flight", limit.inFlight())
        .withDetail("heap_percent", memory.heapPercent())
        .withDetail("direct_memory_percent", memory.directPercent())
        .build();
  }

  @Override
  public void start() {
    sampling =
        Flux.interval(INTERVAL, Schedulers.parallel())
            .onBackpressureDrop()
            .subscribe(tick -> sample());
  }

  @Override
  public void stop() {
    if (sampling != null) {
      sampling.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return sampling != null && !sampling.isDisposed();
  }

  private void sample() {
    memory.sample();
    long nowNanos = nanoTime.getAsLong();
    long refused = limit.refused();
    boolean now = overload.sample(limit.inFlight(), refused, memory.isShort(), nowNanos);
    if (now != overloaded) {
      overloaded = now;
      log.warn(now ? "Overloaded: not ready" : "No longer overloaded: ready again");
    }
    if (patience.isOver(now && memory.isHeapShort(), refused, nowNanos)) {
      Schedulers.boundedElastic().schedule(memory::collectHeap);
    }
  }
}
