package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.redis.LoopTurns;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisScript;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@code take-tokens.lua}. Buckets that are asked for in one turn of an event loop share a
 * call: with all keys different each request has one of its own otherwise, and a call costs Redis
 * and this process more than what the script does for one bucket. Nobody waits for that: the
 * commands of a turn are sent at its end anyway.
 */
final class TakeCalls {

  private static final RedisScript TAKE_TOKENS =
      RedisScript.besides(TakeCalls.class, "take-tokens.lua", ScriptOutputType.MULTI);

  /**
   * Redis does nothing else meanwhile, so a call has its bounds: these take it half a millisecond.
   */
  static final int MOST_BUCKETS = 32;

  private static final int KEYS_EACH = 2;
  private static final int ARGUMENTS_EACH = 3;
  private static final int NUMBERS_EACH = 3;

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;
  private final int mostBuckets;
  private final RateLimitMetrics metrics;
  private final LoopTurns<Wish> turns;

  /**
   * @param redis gives the commands to use; may throw while there is no connection
   * @param mostBuckets that a call may be for: one in a cluster, where a script may touch one slot
   * @param loops whose turns are meant
   */
  TakeCalls(
      Supplier<? extends RedisClusterAsyncCommands<String, String>> redis,
      int mostBuckets,
      Iterable<EventExecutor> loops,
      RateLimitMetrics metrics) {
    this.redis = redis;
    this.mostBuckets = mostBuckets;
    this.metrics = metrics;
    this.turns = new LoopTurns<>(loops, this::call);
  }

  /** Takes a token for each of a batch who still wants one. */
  CompletionStage<TakeAnswer> take(Batch batch) {
    Wish wish = new Wish(batch, new CompletableFuture<>());
    turns.add(wish);
    return wish.answer;
  }

  private void call(List<Wish> wishes) {
    for (int from = 0; from < wishes.size(); from += mostBuckets) {
      callOnce(wishes.subList(from, Math.min(from + mostBuckets, wishes.size())));
    }
  }

  private void callOnce(List<Wish> wishes) {
    metrics.called(wishes.stream().mapToInt(wish -> wish.batch.size()).sum());
    var _ = run(wishes).whenComplete((numbers, error) -> answered(wishes, numbers, error));
  }

  private CompletionStage<List<Long>> run(List<Wish> wishes) {
    String[] keys = new String[KEYS_EACH * wishes.size()];
    String[] arguments = new String[ARGUMENTS_EACH * wishes.size()];
    for (int i = 0; i < wishes.size(); i++) {
      wishes.get(i).writeTo(keys, KEYS_EACH * i, arguments, ARGUMENTS_EACH * i);
    }
    try {
      return TAKE_TOKENS.run(redis.get(), keys, arguments);
    } catch (RuntimeException e) { // there is no connection
      return CompletableFuture.failedStage(e);
    }
  }

  private static void answered(
      List<Wish> wishes, @Nullable List<Long> numbers, @Nullable Throwable error) {
    for (int i = 0; i < wishes.size(); i++) {
      CompletableFuture<TakeAnswer> answer = wishes.get(i).answer;
      if (numbers == null) {
        answer.completeExceptionally(Objects.requireNonNull(error));
      } else {
        answer.complete(answer(numbers, NUMBERS_EACH * i));
      }
    }
  }

  private static TakeAnswer answer(List<Long> numbers, int first) {
    return new TakeAnswer(numbers.get(first), numbers.get(first + 1), numbers.get(first + 2));
  }

  /** A bucket that is asked, and who is told. */
  private record Wish(Batch batch, CompletableFuture<TakeAnswer> answer) {

    void writeTo(String[] keys, int key, String[] arguments, int argument) {
      Demand demand = batch.demand();
      keys[key] = RedisNames.bucket(demand.keyId());
      keys[key + 1] = RedisNames.version(demand.keyId());
      arguments[argument] = Integer.toString(batch.wanted());
      arguments[argument + 1] = Integer.toString(demand.limit());
      arguments[argument + 2] = Long.toString(demand.version());
    }
  }
}
