package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import dev.paykore.keys.redis.RedisNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decisions that wait for one bucket share one call. A frozen Redis makes sure that they wait. */
class SharedCallsTests {

  private static BucketRedis redis;

  private final RedisTokenBuckets limiter = redis.limiter();
  private final List<CompletableFuture<RateLimitDecision>> asked = new ArrayList<>();

  @BeforeAll
  static void start() {
    redis = new BucketRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void loadScriptAndForgetCalls() {
    limiter.take(BucketRedis.freshKey(1)).block();
    redis.sync().configResetstat();
  }

  @Test
  void aThousandDecisionsTakeTwoCalls() {
    whileFrozen(() -> askTimes(1000, BucketRedis.freshKey(2000)));
    assertThat(answers()).hasSize(1000).hasOnlyElementsOfType(Allowed.class);
    assertThat(redis.scriptCalls()).isEqualTo(2);
    assertThat(redis.meters.get(EdgeMeter.RATELIMIT_CALL_DECISIONS.id()).summary().max())
        .isEqualTo(999);
  }

  @Test
  void anIdleBucketIsAskedAtOnceForEachDecision() {
    Demand key = BucketRedis.freshKey(2000);
    Flux.range(0, 10).concatMap(i -> limiter.take(key)).blockLast();
    assertThat(redis.scriptCalls()).isEqualTo(10);
  }

  @Test
  void underLoadCallsAreFarFewerThanDecisions() {
    Demand key = BucketRedis.freshKey(Integer.MAX_VALUE);
    Flux.range(0, 50_000).flatMap(i -> limiter.take(key), 256).blockLast();
    assertThat(redis.scriptCalls()).isLessThan(50_000 / 20);
  }

  @Test
  void differentBucketsNeverWaitForOneAnother() {
    List<Demand> keys = IntStream.range(0, 100).mapToObj(i -> BucketRedis.freshKey(5)).toList();
    whileFrozen(
        () -> {
          keys.forEach(this::ask);
          assertThat(limiter.callsUnderWay()).isEqualTo(100);
        });
    assertThat(answers()).hasOnlyElementsOfType(Allowed.class);
    assertThat(redis.scriptCalls()).isEqualTo(100);
  }

  @Test
  void firstComeIsFirstGrantedAndEachSeesWhatItLeft() {
    whileFrozen(() -> askTimes(15, BucketRedis.freshKey(10)));
    List<RateLimitDecision> answers = answers();
    assertThat(answers.subList(0, 10)).hasOnlyElementsOfType(Allowed.class);
    assertThat(answers.subList(10, 15)).hasOnlyElementsOfType(Limited.class);
    assertThat(answers)
        .extracting(Decisions::remaining)
        .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void whoLeavesTakesNoTokenAndDisturbsNobody() {
    Demand key = BucketRedis.freshKey(10);
    whileFrozen(
        () -> {
          askTimes(10, key);
          asked.subList(4, 8).forEach(waiter -> waiter.cancel(false));
          asked.subList(4, 8).clear();
        });
    assertThat(answers()).extracting(Decisions::remaining).containsExactly(9L, 8L, 7L, 6L, 5L, 4L);
    assertThat(Decisions.remaining(limiter.take(key).block())).isEqualTo(3);
  }

  @Test
  void aBucketThatEverybodyHasLeftIsForgotten() {
    Demand key = BucketRedis.freshKey(10);
    whileFrozen(
        () -> {
          askTimes(5, key);
          asked.forEach(waiter -> waiter.cancel(false));
        });
    // Takes its turn behind the calls for those who left.
    assertThat(Decisions.remaining(limiter.take(key).block())).isEqualTo(8);
    assertThat(limiter.callsUnderWay()).isZero();
  }

  @Test
  void theNewestRecordSpeaksForAllAndOlderOnesAreStale() {
    Demand old = BucketRedis.freshKey(10);
    Demand current = new Demand(old.keyId(), 2, 100);
    whileFrozen(
        () -> {
          ask(BucketRedis.freshKey(1));
          ask(old);
          askTimes(2, old);
          askTimes(2, current);
          ask(old);
        });
    List<RateLimitDecision> answers = answers();
    assertThat(Decisions.remaining(answers.get(1))).isEqualTo(9);
    assertThat(List.of(answers.get(2), answers.get(3), answers.get(6))).containsOnly(new Stale(2));
    assertThat(answers.subList(4, 6))
        .extracting(decision -> Decisions.quota(decision).limit())
        .containsOnly(100);
    assertThat(answers.subList(4, 6)).extracting(Decisions::remaining).containsExactly(8L, 7L);
  }

  @Test
  void allWhoWaitLearnThatTheKeyHasChanged() {
    Demand key = BucketRedis.freshKey(10);
    redis.sync().set(RedisNames.version(key.keyId()), "5");
    whileFrozen(() -> askTimes(4, key));
    assertThat(answers()).hasSize(4).containsOnly(new Stale(5));
    assertThat(redis.sync().exists(RedisNames.bucket(key.keyId()))).isZero();
  }

  @Test
  void answeringThousandsWhoAskAgainAtOnceIsNoRecursion() {
    Demand key = BucketRedis.freshKey(Integer.MAX_VALUE);
    Mono<Long> inTurn =
        limiter.take(key).repeat(20_000).map(Decisions::remaining).reduce(Math::min);
    List<Long> lowest = Flux.range(0, 8).flatMap(i -> inTurn, 8).collectList().block();
    assertThat(lowest).hasSize(8).allMatch(remaining -> remaining > 0);
  }

  private void whileFrozen(Runnable asking) {
    redis.server().pause();
    try {
      asking.run();
    } finally {
      redis.server().resume();
    }
  }

  private void askTimes(int times, Demand demand) {
    IntStream.range(0, times).forEach(i -> ask(demand));
  }

  private void ask(Demand demand) {
    asked.add(limiter.take(demand).toFuture());
  }

  private List<RateLimitDecision> answers() {
    return asked.stream().map(CompletableFuture::join).toList();
  }
}
