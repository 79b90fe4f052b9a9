package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Reads a row and then holds it back, the first time; later reads are not held. */
final class PausedReader implements RecordSource {

  private final RecordSource source;
  private final Sinks.Empty<Void> hasRead = Sinks.empty();
  private final Sinks.Empty<Void> mayGoOn = Sinks.empty();
  private boolean pausedOnce;

  PausedReader(RecordSource source) {
    this.source = source;
  }

  @Override
  public synchronized Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    if (pausedOnce) {
      return source.findByHash(hash);
    }
    pausedOnce = true;
    return source
        .findByHash(hash)
        .doOnNext(row -> hasRead.tryEmitEmpty())
        .delayUntil(row -> mayGoOn.asMono());
  }

  /** Completes once the row was read. */
  Mono<Void> hasRead() {
    return hasRead.asMono();
  }

  void awaitRead() {
    Stores.get(hasRead());
  }

  void goOn() {
    mayGoOn.tryEmitEmpty();
  }
}
