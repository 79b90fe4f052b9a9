package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.meter.StoreTimers;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Times a source: a question that nobody waits for any longer has failed. */
final class TimedRecords implements RecordSource {

  private final RecordSource source;
  private final StoreTimers timers;

  TimedRecords(RecordSource source, StoreTimers timers) {
    this.source = source;
    this.timers = timers;
  }

  @Override
  public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    return timed(source.findByHash(hash));
  }

  @Override
  public Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
    return timed(source.findByHashes(hashes));
  }

  private <T> Mono<T> timed(Mono<T> call) {
    return Mono.defer(
        () -> {
          long startNanos = System.nanoTime();
          return call.doFinally(signal -> ended(signal, System.nanoTime() - startNanos));
        });
  }

  private void ended(SignalType signal, long nanos) {
    boolean answered = signal == SignalType.ON_COMPLETE;
    (answered ? timers.answered() : timers.failed()).record(nanos, TimeUnit.NANOSECONDS);
  }
}
