package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisBudget;
import dev.paykore.gateway.redis.RedisUnavailableException;
import dev.paykore.keys.redis.RedisNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The buckets that all replicas share, in Redis.
 *
 * <p>While Redis is as fast as it should be, at most one call is under way for a bucket. Whoever
 * comes meanwhile waits, and all who wait make the next call together: an idle bucket costs nobody
 * a delay, a busy one ever fewer calls a decision. Behind a slow call nobody waits for long; see
 * {@link Line}. No bucket waits for the call of another; see {@link TakeCalls}.
 *
 * <p>A request waits for Redis no longer in all than its {@link RedisBudget}, and what it has spent
 * on look-ups counts. Whoever has too little left for a call goes without.
 *
 * <p>An entry in {@link #lines} means that a call is under way. Decisions are handed out after the
 * next call has been asked for and outside every lock, on the thread that reads from Redis: whoever
 * has more to do than a moment's work must move on to another.
 *
 * <p>A call without an answer fails all who wait, also those it was not for: they would only wait
 * as long again.
 */
final class RedisTokenBuckets {

  private final TakeCalls calls;
  private final RedisBreakers breakers;
  private final RedisBudget budget;
  private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

  RedisTokenBuckets(TakeCalls calls, RedisBreakers breakers) {
    this.calls = calls;
    this.breakers = breakers;
    this.budget = breakers.budget();
  }

  /** Takes a token, or signals {@code RedisUnavailableException}. */
  Mono<RateLimitDecision> take(Demand demand) {
    return Mono.create(sink -> join(new Waiter(demand, sink)));
  }

  /** How many buckets have calls under way. */
  int callsUnderWay() {
    return lines.size();
  }

  private void join(Waiter waiter) {
    if (!budget.allowsCall(waiter.demand().waited().nanos())) {
      waiter.fail(RedisUnavailableException.noTimeLeft());
      return;
    }
    String keyId = waiter.demand().keyId();
    List<Waiter> due = new ArrayList<>(1);
    lines.compute(keyId, (id, line) -> (line == null ? new Line(budget) : line).join(waiter, due));
    if (!due.isEmpty()) {
      call(keyId, due);
    }
  }

  private void call(String keyId, List<Waiter> due) {
    long nowNanos = System.nanoTime();
    List<Waiter> late = takeLate(due, nowNanos);
    if (due.isEmpty()) {
      callNext(keyId);
    } else {
      call(new Batch(due), nowNanos);
    }
    late.forEach(waiter -> waiter.fail(RedisUnavailableException.noTimeLeft()));
  }

  /** Takes those out who have waited too long for one more call. */
  private List<Waiter> takeLate(List<Waiter> due, long nowNanos) {
    List<Waiter> late = new ArrayList<>(0);
    for (Waiter waiter : due) {
      if (!budget.allowsCall(waiter.waitedNanos(nowNanos))) {
        late.add(waiter);
      }
    }
    due.removeAll(late);
    return late;
  }

  private void call(Batch batch, long nowNanos) {
    breakers
        .of(RedisNames.bucket(batch.demand().keyId()))
        .call(
            () -> calls.take(batch),
            batch.waitedNanos(nowNanos),
            (answer, error) -> told(batch, answer, error));
  }

  private void told(Batch batch, @Nullable TakeAnswer answer, @Nullable Throwable error) {
    if (answer == null) {
      failed(batch, Objects.requireNonNull(error));
    } else {
      answered(batch, answer);
    }
  }

  private void answered(Batch batch, TakeAnswer answer) {
    callNext(batch.demand().keyId());
    if (answer.isStale()) {
      batch.stale(answer.levelOrVersion());
    } else {
      batch.share(answer.granted(), answer.bucket(batch.demand().limit()));
    }
  }

  private void callNext(String keyId) {
    List<Waiter> due = new ArrayList<>();
    lines.computeIfPresent(keyId, (id, line) -> line.answered(System.nanoTime(), due));
    if (!due.isEmpty()) {
      call(keyId, due);
    }
  }

  private void failed(Batch batch, Throwable error) {
    List<Waiter> behind = new ArrayList<>();
    lines.computeIfPresent(batch.demand().keyId(), (id, line) -> line.failed(behind));
    batch.fail(error);
    behind.forEach(waiter -> waiter.fail(error));
  }
}
