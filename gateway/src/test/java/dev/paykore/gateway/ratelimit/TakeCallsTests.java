package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import dev.paykore.gateway.redis.RedisUnavailableException;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.RedisException;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Buckets that are asked for in one turn of an event loop share a call. */
class TakeCallsTests {

  private static BucketRedis redis;
  private static EventExecutor loop;

  private final RedisTokenBuckets limiter = redis.limiter(List.of(loop));

  @BeforeAll
  static void start() {
    redis = new BucketRedis();
    loop = new DefaultEventExecutor();
  }

  @AfterAll
  static void stop() {
    loop.shutdownGracefully().syncUninterruptibly();
    redis.close();
  }

  @BeforeEach
  void loadScriptAndForgetCalls() {
    limiter.take(BucketRedis.freshKey(1)).block();
    redis.sync().configResetstat();
  }

  @Test
  void aHundredBucketsOfOneTurnTakeFourCalls() {
    List<Demand> keys = IntStream.rangeClosed(1, 100).mapToObj(BucketRedis::freshKey).toList();
    List<RateLimitDecision> decisions = inOneTurn(keys.stream().map(limiter::take));
    assertThat(redis.scriptCalls()).isEqualTo(100 / TakeCalls.MOST_BUCKETS + 1);
    assertThat(decisions).hasSize(100).hasOnlyElementsOfType(Allowed.class);
    for (int i = 0; i < 100; i++) {
      assertThat(Decisions.quota(decisions.get(i)).limit()).isEqualTo(i + 1);
      assertThat(Decisions.remaining(decisions.get(i))).isEqualTo(i);
    }
  }

  @Test
  void whatIsAskedForInAnotherTurnHasACallOfItsOwn() {
    for (int i = 0; i < 3; i++) {
      inOneTurn(Stream.of(limiter.take(BucketRedis.freshKey(1))));
    }
    assertThat(redis.scriptCalls()).isEqualTo(3);
  }

  @Test
  void eachBucketIsDecidedByItself() {
    Demand full = BucketRedis.freshKey(2);
    Demand empty = BucketRedis.freshKey(1);
    Demand changed = BucketRedis.freshKey(5);
    limiter.take(empty).block();
    redis.sync().set(RedisNames.version(changed.keyId()), "7");
    List<RateLimitDecision> decisions =
        inOneTurn(Stream.of(empty, changed, full).map(limiter::take));
    assertThat(decisions.get(0)).isInstanceOf(Limited.class);
    assertThat(decisions.get(1)).isEqualTo(new Stale(7));
    assertThat(decisions.get(2)).isInstanceOf(Allowed.class);
    assertThat(Decisions.remaining(decisions.get(2))).isEqualTo(1);
    assertThat(redis.sync().exists(RedisNames.bucket(changed.keyId()))).isZero();
  }

  /** Behind a slow Redis a bucket may have more than one call under way. */
  @Test
  void aBucketThatIsAskedForTwiceInACallGivesEachTokenOnce() {
    TakeCalls calls = redis.calls(List.of(loop));
    Demand key = BucketRedis.freshKey(3);
    List<TakeAnswer> answers =
        inOneTurn(
            IntStream.range(0, 5)
                .mapToObj(i -> new Batch(List.of(waiter(key))))
                .map(batch -> Mono.fromCompletionStage(() -> calls.take(batch))));
    assertThat(redis.scriptCalls()).isEqualTo(1);
    assertThat(answers).extracting(TakeAnswer::granted).containsExactly(1L, 1L, 1L, 0L, 0L);
  }

  @Test
  void noConnectionFailsAllAndLeavesNobodyWaiting() {
    TakeCalls calls =
        new TakeCalls(
            () -> {
              throw RedisUnavailableException.noTimeLeft();
            },
            TakeCalls.MOST_BUCKETS,
            List.of(loop),
            new RateLimitMetrics(redis.meters));
    Stream<Mono<TakeAnswer>> asked =
        IntStream.range(0, 3)
            .mapToObj(i -> new Batch(List.of(waiter(BucketRedis.freshKey(1)))))
            .map(batch -> Mono.fromCompletionStage(() -> calls.take(batch)));
    List<CompletableFuture<TakeAnswer>> answers = askedInOneTurn(asked);
    assertThat(answers)
        .hasSize(3)
        .allSatisfy(
            answer ->
                assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RedisUnavailableException.class));
  }

  @Test
  void anErrorOfRedisIsEverybodysOfThatCall() {
    redis.sync().configSet("maxmemory", "1");
    try {
      TakeCalls calls = redis.calls(List.of(loop));
      Stream<Mono<TakeAnswer>> asked =
          IntStream.range(0, 2)
              .mapToObj(i -> new Batch(List.of(waiter(BucketRedis.freshKey(1)))))
              .map(batch -> Mono.fromCompletionStage(() -> calls.take(batch)));
      assertThat(askedInOneTurn(asked))
          .hasSize(2)
          .allSatisfy(
              answer ->
                  assertThatThrownBy(answer::get)
                      .hasCauseInstanceOf(RedisException.class)
                      .hasMessageContaining("OOM"));
    } finally {
      redis.sync().configSet("maxmemory", "0");
    }
  }

  private static Waiter waiter(Demand demand) {
    List<Waiter> made = new ArrayList<>();
    Mono.<RateLimitDecision>create(sink -> made.add(new Waiter(demand, sink))).subscribe();
    return made.getFirst();
  }

  private static <T> List<T> inOneTurn(Stream<Mono<T>> asked) {
    return askedInOneTurn(asked).stream().map(CompletableFuture::join).toList();
  }

  /** All is made ready before: an event loop may not wait for what makes keys. */
  private static <T> List<CompletableFuture<T>> askedInOneTurn(Stream<Mono<T>> asked) {
    List<Mono<T>> ready = asked.toList();
    return loop.submit(() -> ready.stream().map(Mono::toFuture).toList())
        .syncUninterruptibly()
        .getNow();
  }
}
