package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.redis.RedisBreaker;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisBudget;
import dev.paykore.gateway.redis.RedisUnavailableException;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The records that all edges share through Redis; while it is away, this edge goes without. */
final class SharedRecords {

  private static final long NANOS_A_MILLI = Duration.ofMillis(1).toNanos();

  private final RedisRecords redis;
  private final RedisBreakers breakers;
  private final Ticker ticker;

  SharedRecords(RedisRecords redis, RedisBreakers breakers, Ticker ticker) {
    this.redis = redis;
    this.breakers = breakers;
    this.ticker = ticker;
  }

  /** The shared record; empty if there is none that can be believed, or Redis is away. */
  Mono<Believed> read(ApiKeyHash hash, RedisWait wait) {
    return readAll(breakers.of(RedisNames.record(hash)), List.of(hash), wait).next();
  }

  /** Those of some records that are shared and can be believed, each server asked once. */
  Flux<Believed> readAll(List<ApiKeyHash> hashes) {
    return Flux.fromIterable(byServer(hashes, Function.identity()).entrySet())
        .flatMap(some -> readAll(some.getKey(), some.getValue(), new RedisWait()));
  }

  private Flux<Believed> readAll(RedisBreaker server, List<ApiKeyHash> hashes, RedisWait wait) {
    // From before the question: the life that Redis tells of ends no later than this.
    long askedAtNanos = ticker.read();
    return server
        .protect(redis.readAll(hashes).collectList(), wait)
        .onErrorComplete(RedisUnavailableException.class)
        .flatMapIterable(Function.identity())
        .flatMap(Mono::justOrEmpty)
        .map(stored -> believed(stored, askedAtNanos))
        .filter(record -> record.remainingNanos(ticker.read()) > 0);
  }

  /**
   * Shares some records fresh from Postgres, which nobody waits for, and gives the winners as
   * {@link #share} does.
   */
  Flux<Believed> shareAll(List<Believed> fresh) {
    return Flux.fromIterable(byServer(fresh, record -> record.record().hash()).entrySet())
        .flatMap(some -> shareAll(some.getKey(), some.getValue()));
  }

  private Flux<Believed> shareAll(RedisBreaker server, List<Believed> fresh) {
    long nowNanos = ticker.read();
    List<Believed> alive =
        fresh.stream().filter(record -> record.remainingNanos(nowNanos) >= NANOS_A_MILLI).toList();
    List<StoredRecord> written = alive.stream().map(record -> record.toStored(nowNanos)).toList();
    return server
        .protect(redis.writeAll(written).collectList(), new RedisWait())
        .map(winners -> winners.stream().map(winner -> believed(winner, nowNanos)).toList())
        .onErrorReturn(RedisUnavailableException.class, alive)
        .flatMapIterable(Function.identity());
  }

  private <T> Map<RedisBreaker, List<T>> byServer(List<T> all, Function<T, ApiKeyHash> hash) {
    return all.stream()
        .collect(Collectors.groupingBy(one -> breakers.of(RedisNames.record(hash.apply(one)))));
  }

  /**
   * Shares a record fresh from Postgres and gives the winner: a newer record that is shared
   * already, or this one. This one too while Redis is away. Empty if its time is over: then it is
   * not written.
   */
  Mono<Believed> share(Believed fresh, RedisWait wait) {
    long nowNanos = ticker.read();
    if (fresh.remainingNanos(nowNanos) < NANOS_A_MILLI) {
      return Mono.empty();
    }
    StoredRecord stored = fresh.toStored(nowNanos);
    Mono<StoredRecord> write = redis.write(stored.record(), stored.remainingLife());
    if (isTooSlowToAwait(wait)) {
      write.subscribe(winner -> {}, error -> {});
      return Mono.just(fresh);
    }
    return breakers
        .of(RedisNames.record(fresh.record().hash()))
        .protect(write, wait)
        .map(winner -> believed(winner, nowNanos))
        .onErrorReturn(RedisUnavailableException.class, fresh);
  }

  /** Redis answers, but once more would be too late for those who ask. */
  private boolean isTooSlowToAwait(RedisWait wait) {
    RedisBudget budget = breakers.budget();
    return budget.leftNanos(wait.nanos()) > 0 && !budget.allowsCall(wait.nanos());
  }

  private static Believed believed(StoredRecord stored, long fromNanos) {
    return Believed.of(stored.record(), fromNanos, stored.remainingLife());
  }
}
