package dev.paykore.gateway.authentication.lookup;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

/**
 * Bounds what look-ups may cost Postgres, and what Postgres may cost a request: so many at once, so
 * many waiting for their turn, and one deadline for both. Every failure is {@link NoAnswer}.
 *
 * <p>It counts those in hand itself: a pool refuses whoever is too many only when the thread comes
 * to it that hands out the permits, which in a crowd is busy with the work of all others.
 */
final class PostgresGate implements RecordSource {

  private static final String PERMIT = "permit";

  private final RecordSource postgres;
  private final InstrumentedPool<String> permits;
  private final AtomicInteger inHand = new AtomicInteger();
  private final int mostInHand;
  private final int leisurely;
  private final Duration timeout;
  private final OutageLog log = new OutageLog();

  PostgresGate(RecordSource postgres, LookUpProperties properties) {
    this.postgres = postgres;
    this.timeout = properties.postgresTimeout();
    this.mostInHand = properties.postgresConcurrency() + properties.postgresWaiting();
    this.leisurely = Math.ceilDiv(properties.postgresConcurrency(), 2);
    this.permits =
        PoolBuilder.from(Mono.just(PERMIT))
            .sizeBetween(0, properties.postgresConcurrency())
            .maxPendingAcquireUnbounded()
            .buildPool();
  }

  @Override
  public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    return inTurn(() -> postgres.findByHash(hash));
  }

  /** In one place for all. */
  @Override
  public Mono<List<ApiKeyRecord>> findByHashes(List<ApiKeyHash> hashes) {
    return inTurn(() -> postgres.findByHashes(hashes));
  }

  private <T> Mono<T> inTurn(Supplier<Mono<T>> question) {
    return Mono.defer(
            () -> inHand.getAndIncrement() < mostInHand ? ask(question) : this.<T>tooMany())
        .doFinally(end -> inHand.decrementAndGet())
        .doOnError(log::failed)
        .onErrorMap(NoAnswer::new);
  }

  private <T> Mono<T> ask(Supplier<Mono<T>> question) {
    return permits.withPoolable(permit -> question.get()).singleOrEmpty().timeout(timeout);
  }

  /** Whether half of the places at Postgres are free, for those whom nobody waits for. */
  boolean isAtLeisure() {
    return inHand.get() < leisurely;
  }

  private <T> Mono<T> tooMany() {
    return Mono.error(() -> new TooMany(mostInHand));
  }

  /** How many look-ups Postgres has in hand. */
  int active() {
    return permits.metrics().acquiredSize();
  }

  /** How many look-ups wait for their turn. */
  int waiting() {
    return permits.metrics().pendingAcquireSize();
  }

  /** More ask than may. It has no stack trace: it is an expected outcome, and comes in crowds. */
  private static final class TooMany extends RuntimeException {

    TooMany(int most) {
      super("more than %d look-ups at once".formatted(most), null, false, false);
    }
  }

  /** Postgres did not answer in time, or not with a record: nobody knows the key. */
  static final class NoAnswer extends RuntimeException {

    NoAnswer(@Nullable Throwable cause) {
      super(null, cause, false, false);
    }
  }
}
