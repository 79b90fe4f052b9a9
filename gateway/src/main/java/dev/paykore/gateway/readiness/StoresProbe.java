package dev.paykore.gateway.readiness;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Asks each store until one has answered. From then on the edge is ready, whatever becomes of its
 * stores: an outage of one must not take away all edges.
 *
 * <p>The others have a little longer, for the first call to a store takes more time than a request
 * allows for it: a new edge would refuse the first keys that it has to look up.
 */
final class StoresProbe implements HealthIndicator, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StoresProbe.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FOR_THE_OTHERS = PATIENCE;

  private final Map<String, Mono<?>> stores;
  private @Nullable Disposable probing;
  private volatile @Nullable String answered;

  StoresProbe(Map<String, Mono<?>> stores) {
    this.stores = stores;
  }

  @Override
  public Health health() {
    String store = answered;
    return store == null
        ? Health.outOfService().withDetail("reason", "no store has answered yet").build()
        : Health.up().withDetail("answered", store).build();
  }

  @Override
  public void start() {
    log.info("Waiting for one of the stores to answer: {}", String.join(", ", stores.keySet()));
    probing =
        Flux.fromIterable(stores.entrySet())
            .flatMap(store -> untilAnswered(store.getKey(), store.getValue()))
            .bufferTimeout(stores.size(), FOR_THE_OTHERS)
            .next()
            .subscribe(answers -> ready(String.join(", ", answers)));
  }

  @Override
  public void stop() {
    if (probing != null) {
      probing.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return probing != null && !probing.isDisposed();
  }

  private static Mono<String> untilAnswered(String name, Mono<?> question) {
    return question
        .timeout(PATIENCE)
        .thenReturn(name)
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, INTERVAL));
  }

  private void ready(String answers) {
    answered = answers;
    log.info("Ready: answered by {}", answers);
  }
}
