package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.gateway.redis.RedisBreaker;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisScript;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The buckets that all replicas share, in Redis.
 *
 * <p>At most one call is under way for a bucket. Whoever comes meanwhile waits, and all who wait
 * make the next call together: an idle bucket costs nobody a delay, a busy one ever fewer calls a
 * decision. Calls for different buckets go their own ways on one connection.
 *
 * <p>An entry in {@link #lines} means that a call is under way, so the map is as large as there are
 * calls. Decisions are handed out after the next call has been sent and outside every lock, on the
 * thread that reads from Redis: whoever has more to do than a moment's work must move on to
 * another.
 *
 * <p>A call without an answer fails all who wait, also those it was not for: they would only wait
 * as long again.
 */
final class RedisTokenBuckets {

  private static final RedisScript TAKE_TOKENS =
      RedisScript.besides(RedisTokenBuckets.class, "take-tokens.lua", ScriptOutputType.MULTI);

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;
  private final RedisBreaker breaker;
  private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

  RedisTokenBuckets(
      Supplier<? extends RedisClusterAsyncCommands<String, String>> redis, RedisBreaker breaker) {
    this.redis = redis;
    this.breaker = breaker;
  }

  /** Takes a token, or signals {@code RedisUnavailableException}. */
  Mono<RateLimitDecision> take(Demand demand) {
    return Mono.create(sink -> join(new Waiter(demand, sink)));
  }

  /** How many buckets have a call under way. */
  int callsUnderWay() {
    return lines.size();
  }

  private void join(Waiter waiter) {
    Line line = lines.compute(waiter.demand().keyId(), (id, there) -> Line.join(there, waiter));
    if (line.isLedBy(waiter)) {
      call(line.batch());
    }
  }

  private void call(Batch batch) {
    breaker
        .protect(Mono.fromCompletionStage(() -> takeTokens(batch.demand(), batch.wanted())))
        .subscribe(answer -> answered(batch, answer), error -> failed(batch, error));
  }

  private CompletionStage<List<Long>> takeTokens(Demand demand, int wanted) {
    String[] keys = {RedisNames.bucket(demand.keyId()), RedisNames.version(demand.keyId())};
    return TAKE_TOKENS.run(
        redis.get(),
        keys,
        Integer.toString(wanted),
        Integer.toString(demand.limit()),
        Long.toString(demand.version()));
  }

  private void answered(Batch batch, List<Long> answer) {
    callNext(batch.demand().keyId());
    long granted = answer.getFirst();
    if (granted < 0) {
      batch.stale(answer.getLast());
    } else {
      batch.share(
          granted, new TokenBucket(answer.get(1), answer.getLast(), batch.demand().limit()));
    }
  }

  private void callNext(String keyId) {
    Line next = lines.computeIfPresent(keyId, (id, line) -> line.next());
    if (next != null) {
      call(next.batch());
    }
  }

  private void failed(Batch batch, Throwable error) {
    Line line = lines.remove(batch.demand().keyId());
    if (line != null) {
      line.fail(error);
    }
  }
}
