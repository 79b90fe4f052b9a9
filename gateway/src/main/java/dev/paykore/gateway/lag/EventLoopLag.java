package dev.paykore.gateway.lag;

import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Asks each event loop to do nothing twice a second, and times how much later than it was due that
 * is done: whatever blocks or overloads a loop delays all of its connections by as much.
 */
final class EventLoopLag implements SmartLifecycle {

  private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();

  private final Iterable<EventExecutor> loops;
  private final Timer lag;
  private volatile boolean running;

  EventLoopLag(Iterable<EventExecutor> loops, Timer lag) {
    this.loops = loops;
    this.lag = lag;
  }

  @Override
  public void start() {
    running = true;
    loops.forEach(this::ask);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void ask(EventExecutor loop) {
    long dueNanos = System.nanoTime() + INTERVAL_NANOS;
    var _ = loop.schedule(() -> answered(loop, dueNanos), INTERVAL_NANOS, TimeUnit.NANOSECONDS);
  }

  private void answered(EventExecutor loop, long dueNanos) {
    lag.record(Math.max(0, System.nanoTime() - dueNanos), TimeUnit.NANOSECONDS);
    if (running && !loop.isShuttingDown()) {
      ask(loop);
    }
  }
}
