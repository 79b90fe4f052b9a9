package dev.paykore.console.change;

import dev.paykore.keys.postgres.EdgeView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishes in the background what waits in the outbox, until Redis has taken it. */
@Component
final class OutboxDrain implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxDrain.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int KEYS_AT_ONCE = 100;

  private final Outbox outbox;
  private final Publisher publisher;
  private final EdgeView view;
  private @Nullable Disposable draining;

  OutboxDrain(Outbox outbox, Publisher publisher, DatabaseClient database) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.view = new EdgeView(database);
  }

  @Override
  public void start() {
    draining =
        Flux.interval(INTERVAL)
            .onBackpressureDrop()
            .concatMap(tick -> drain().onErrorResume(OutboxDrain::later), 1)
            .subscribe();
  }

  @Override
  public void stop() {
    if (draining != null) {
      draining.dispose();
      draining = null;
    }
  }

  @Override
  public boolean isRunning() {
    return draining != null;
  }

  /** A key that cannot be published does not keep back those behind it. */
  private Mono<Void> drain() {
    return outbox.waitingKeys(KEYS_AT_ONCE).concatMapDelayError(this::publish).then();
  }

  private Mono<Void> publish(String keyId) {
    return view.findByKey(keyId).collectList().flatMap(publisher::publish);
  }

  private static Mono<Void> later(Throwable error) {
    log.warn("Changes still wait in the outbox: {}", error.toString());
    return Mono.empty();
  }
}
