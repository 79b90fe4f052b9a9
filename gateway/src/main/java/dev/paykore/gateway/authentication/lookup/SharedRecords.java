package dev.paykore.gateway.authentication.lookup;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisBudget;
import dev.paykore.gateway.redis.RedisUnavailableException;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Duration;
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
    // From before the question: the life that Redis tells of ends no later than this.
    long askedAtNanos = ticker.read();
    return breakers
        .of(RedisNames.record(hash))
        .protect(redis.read(hash), wait)
        .onErrorComplete(RedisUnavailableException.class)
        .flatMap(Mono::justOrEmpty)
        .map(stored -> believed(stored, askedAtNanos))
        .filter(record -> record.remainingNanos(ticker.read()) > 0);
  }

  /**
   * Shares a record fresh from Postgres and gives the winner: a newer record that is shared
   * already, or this one. This one too while Redis is away. Empty if its time is over: then it is
   * not written.
   */
  Mono<Believed> share(Believed fresh, RedisWait wait) {
    long nowNanos = ticker.read();
    long lifeNanos = fresh.remainingNanos(nowNanos);
    if (lifeNanos < NANOS_A_MILLI) {
      return Mono.empty();
    }
    Mono<StoredRecord> write = redis.write(fresh.record(), Duration.ofNanos(lifeNanos));
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
