package dev.paykore.gateway.redis;

import io.netty.util.concurrent.EventExecutor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Gives the timer of the event loop that asks. Reactor's own are threads: each call of Redis woke
 * one of them to be told of a time-out that hardly ever comes.
 */
final class LoopTimers implements Supplier<Scheduler> {

  private final Map<EventExecutor, Scheduler> timers = new LinkedHashMap<>();

  LoopTimers(LoopResources loops) {
    for (EventExecutor loop : loops.onClient(LoopResources.DEFAULT_NATIVE)) {
      timers.put(loop, Schedulers.fromExecutorService(loop));
    }
  }

  /** The timer of this thread, or Reactor's own if it is no event loop. */
  @Override
  public Scheduler get() {
    for (Map.Entry<EventExecutor, Scheduler> timer : timers.entrySet()) {
      if (timer.getKey().inEventLoop()) {
        return timer.getValue();
      }
    }
    return Schedulers.parallel();
  }
}
