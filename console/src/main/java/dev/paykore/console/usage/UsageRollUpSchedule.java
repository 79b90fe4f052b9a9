package dev.paykore.console.usage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs the roll-up once a minute. */
@Component
final class UsageRollUpSchedule implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(UsageRollUpSchedule.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final UsageRollUp rollUp;
  private @Nullable Disposable running;

  UsageRollUpSchedule(UsageRollUp rollUp) {
    this.rollUp = rollUp;
  }

  @Override
  public void start() {
    running =
        Flux.interval(INTERVAL)
            .onBackpressureDrop()
            .concatMap(tick -> rollUp.run().onErrorResume(UsageRollUpSchedule::nextTime), 1)
            .subscribe();
  }

  @Override
  public void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  private static Mono<Void> nextTime(Throwable error) {
    log.warn("Usage was not rolled up: {}", error.toString());
    return Mono.empty();
  }
}
