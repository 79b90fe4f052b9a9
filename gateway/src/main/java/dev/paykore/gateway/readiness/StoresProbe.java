package dev.paykore.gateway.readiness;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Asks each store until one has answered. From then on the edge is ready, whatever becomes of its
 * stores: an outage of one must not take away all edges.
 *
 * <p>The others have a little longer, for the first call to a store takes more time than a request
 * allows for it: a new edge would refuse the first keys that it has to look up. One that is there
 * but refuses the question, as a Postgres with another schema does, is waited for: the edge would
 * have no answer to any key that it has to look up there.
 */
final class StoresProbe implements HealthIndicator, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StoresProbe.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FOR_THE_OTHERS = PATIENCE;

  private final Map<String, Mono<?>> stores;
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private @Nullable Disposable probing;
  private volatile @Nullable String answered;

  StoresProbe(Map<String, Mono<?>> stores) {
    this.stores = stores;
  }

  @Override
  public Health health() {
    String store = answered;
    return store == null
        ? Health.outOfService().withDetail("reason", reason()).build()
        : Health.up().withDetail("answered", store).build();
  }

  private String reason() {
    return refusals.isEmpty() ? "no store has answered yet" : String.join(", ", refusals.values());
  }

  @Override
  public void start() {
    log.info("Waiting for one of the stores to answer: {}", String.join(", ", stores.keySet()));
    probing =
        Flux.fromIterable(stores.entrySet())
            .flatMap(store -> untilAnswered(store.getKey(), store.getValue()))
            .scan(List.<String>of(), StoresProbe::and)
            .skip(1)
            .switchMap(
                answers -> answers.size() < stores.size() ? goOnWith(answers) : Mono.just(answers))
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

  private Mono<String> untilAnswered(String name, Mono<?> question) {
    return question
        .timeout(PATIENCE)
        .thenReturn(name)
        .doOnError(error -> failed(name, error))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, INTERVAL));
  }

  private void failed(String name, Throwable error) {
    if (isRefusal(error)) {
      String reason = "%s refuses: %s".formatted(name, getMostSpecificCause(error).getMessage());
      if (!reason.equals(refusals.put(name, reason))) {
        log.warn("Not ready: {}", reason);
      }
    } else {
      refusals.remove(name);
    }
  }

  /** Whether a store has answered that it cannot answer this, now or later. */
  private static boolean isRefusal(Throwable error) {
    return error instanceof NonTransientDataAccessException
        && !(error instanceof NonTransientDataAccessResourceException);
  }

  /** What has answered is enough once the others had their time, if none of them refuses. */
  private Mono<List<String>> goOnWith(List<String> answers) {
    return Mono.just(answers)
        .filter(enough -> refusals.isEmpty())
        .repeatWhenEmpty(refused -> refused.delayElements(INTERVAL))
        .delaySubscription(FOR_THE_OTHERS);
  }

  private static List<String> and(List<String> answers, String another) {
    return Stream.concat(answers.stream(), Stream.of(another)).toList();
  }

  private void ready(String answers) {
    answered = answers;
    log.info("Ready: answered by {}", answers);
  }
}
