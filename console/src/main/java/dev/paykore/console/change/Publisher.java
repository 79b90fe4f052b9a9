package dev.paykore.console.change;

import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.postgres.ApiKeyChanges;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells the edges of committed changes, by Redis. */
@Component
final class Publisher {

  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ApiKeyChanges keys;
  private final Outbox outbox;

  Publisher(ApiKeyChanges keys, Outbox outbox) {
    this.keys = keys;
    this.outbox = outbox;
  }

  /** Publishes now if Redis answers; if not, the change waits in the outbox. */
  Mono<Void> tryToPublish(List<ApiKeyRecord> records) {
    return publish(records)
        .onErrorResume(
            error -> {
              log.warn("A change waits in the outbox: {}", error.toString());
              return Mono.empty();
            });
  }

  /** Publishes key by key; the first that Redis does not take ends it with an error. */
  Mono<Void> publish(List<ApiKeyRecord> records) {
    Collection<List<ApiKeyRecord>> byKey =
        records.stream().collect(Collectors.groupingBy(ApiKeyRecord::keyId)).values();
    return Flux.fromIterable(byKey).concatMap(this::publishKey).then();
  }

  private Mono<Void> publishKey(List<ApiKeyRecord> secrets) {
    ApiKeyRecord any = secrets.getFirst();
    return keys.publish(secrets)
        .timeout(PATIENCE)
        .then(Mono.defer(() -> outbox.taken(any.keyId(), any.version())));
  }
}
