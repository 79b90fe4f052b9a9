package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Stale;
import dev.paykore.gateway.redis.RedisUnavailableException;
import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RedisTokenBucketsTests {

  private static final long MINUTE = 60_000;

  private static BucketRedis redis;

  private final RedisTokenBuckets limiter = redis.limiter();

  @BeforeAll
  static void start() {
    redis = new BucketRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void startsFullAndCountsDown() {
    Demand key = BucketRedis.freshKey(3);
    StepVerifier.create(Flux.concat(limiter.take(key), limiter.take(key), limiter.take(key)))
        .assertNext(decision -> assertThat(Decisions.remaining(decision)).isEqualTo(2))
        .assertNext(decision -> assertThat(Decisions.remaining(decision)).isEqualTo(1))
        .assertNext(decision -> assertThat(Decisions.remaining(decision)).isZero())
        .verifyComplete();
    assertThat(limiter.take(key).block())
        .isInstanceOfSatisfying(
            Limited.class,
            limited -> {
              assertThat(limited.retryAfterSeconds()).isBetween(1L, 20L);
              assertThat(limited.quota().remaining()).isZero();
              assertThat(limited.quota().isFallback()).isFalse();
            });
  }

  @Test
  void letsExactlyTenOfFiftyParallelRequestsThrough() {
    Demand key = BucketRedis.freshKey(10);
    List<RateLimitDecision> decisions =
        Flux.range(0, 50).flatMap(i -> limiter.take(key), 50).collectList().block();
    assertThat(decisions).hasSize(50);
    assertThat(Decisions.allowed(decisions)).hasSize(10);
    assertThat(decisions.subList(0, 10)).hasOnlyElementsOfType(Allowed.class);
  }

  @Test
  void threeLimitersTogetherLetThroughNoMoreThanOneWould() {
    Demand key = BucketRedis.freshKey(600);
    List<RedisTokenBuckets> limiters = List.of(redis.limiter(), redis.limiter(), redis.limiter());
    List<RateLimitDecision> decisions =
        Flux.range(0, 3 * 20_000)
            .flatMap(i -> limiters.get(i % 3).take(key), 90)
            .collectList()
            .block();
    long allowed = Decisions.allowed(decisions).size();
    long millis = Decisions.millisBetweenFirstAndLast(decisions);
    assertThat(allowed).isBetween(600 + 600 * millis / MINUTE - 1, 600 + 600 * millis / MINUTE);
  }

  @Test
  void keepsABucketOfItsOwnForEachKey() {
    Demand one = BucketRedis.freshKey(1);
    Demand other = BucketRedis.freshKey(1);
    assertThat(limiter.take(one).block()).isInstanceOf(Allowed.class);
    assertThat(limiter.take(other).block()).isInstanceOf(Allowed.class);
    assertThat(limiter.take(one).block()).isInstanceOf(Limited.class);
  }

  @Nested
  class ChangedLimit {

    private final Demand starter = BucketRedis.freshKey(300);

    @Test
    void aHigherLimitCountsAtOnceWithoutAFreeRefill() {
      limiter.take(starter).block();
      RateLimitDecision raised = limiter.take(limit(1000)).block();
      assertThat(Decisions.quota(raised).limit()).isEqualTo(1000);
      assertThat(Decisions.remaining(raised)).isBetween(298L, 300L);
    }

    @Test
    void aLowerLimitCountsAtOnce() {
      limiter.take(starter).block();
      RateLimitDecision lowered = limiter.take(limit(10)).block();
      assertThat(Decisions.quota(lowered).limit()).isEqualTo(10);
      assertThat(Decisions.remaining(lowered)).isEqualTo(9);
    }

    private Demand limit(int limit) {
      return new Demand(starter.keyId(), 2, limit);
    }
  }

  @Nested
  class ChangedKey {

    private final Demand key = BucketRedis.freshKey(5);

    @Test
    void anOlderRecordIsStaleAndTakesNothing() {
      limiter.take(key).block();
      publish(7);
      assertThat(limiter.take(key).block()).isEqualTo(new Stale(7));
      assertThat(Decisions.remaining(limiter.take(version(7)).block())).isEqualTo(3);
    }

    @Test
    void aRecordThatIsAsNewOrNewerDecides() {
      publish(9);
      assertThat(limiter.take(version(9)).block()).isInstanceOf(Allowed.class);
      assertThat(limiter.take(version(10)).block()).isInstanceOf(Allowed.class);
    }

    @Test
    void versionsAreComparedAsNumbersUpTo53Bits() {
      long high = (1L << 53) - 1;
      publish(high);
      assertThat(limiter.take(version(high - 1)).block()).isEqualTo(new Stale(high));
      assertThat(limiter.take(version(high)).block()).isInstanceOf(Allowed.class);
    }

    private Demand version(long version) {
      return new Demand(key.keyId(), version, key.limit());
    }

    private void publish(long version) {
      redis.sync().set(RedisNames.version(key.keyId()), Long.toString(version));
    }
  }

  @Nested
  class InRedis {

    private final Demand key = BucketRedis.freshKey(Integer.MAX_VALUE);
    private final String name = RedisNames.bucket(key.keyId());

    @Test
    void aBucketCostsAtMost120BytesBesidesItsName() {
      limiter.take(key).block();
      assertThat(redis.sync().memoryUsage(name) - name.length()).isLessThanOrEqualTo(120);
    }

    @Test
    void aBucketLivesUntilItWouldBeFull() {
      Demand slow = BucketRedis.freshKey(2);
      limiter.take(slow).block();
      assertThat(redis.sync().pttl(RedisNames.bucket(slow.keyId()))).isBetween(20_000L, 30_000L);
      limiter.take(slow).block();
      assertThat(redis.sync().pttl(RedisNames.bucket(slow.keyId()))).isBetween(50_000L, 60_000L);
    }

    @Test
    void aBucketThatIsGoneIsFull() {
      Demand one = BucketRedis.freshKey(1);
      limiter.take(one).block();
      redis.sync().del(RedisNames.bucket(one.keyId()));
      assertThat(limiter.take(one).block()).isInstanceOf(Allowed.class);
    }

    @Test
    void aBucketAndItsVersionLieInOneSlotOfACluster() {
      assertThat(SlotHash.getSlot(name))
          .isEqualTo(SlotHash.getSlot(RedisNames.version(key.keyId())));
    }

    @Test
    void theClockIsRedisOwn() {
      List<String> before = redis.sync().time();
      TokenBucket bucket = Decisions.quota(limiter.take(key).block()).bucket();
      List<String> after = redis.sync().time();
      assertThat(bucket.atMillis()).isBetween(millis(before), millis(after));
    }

    @Test
    void flushedScriptsAreSentAgain() {
      Demand one = BucketRedis.freshKey(1);
      limiter.take(one).block();
      redis.sync().scriptFlush();
      assertThat(limiter.take(one).block()).isInstanceOf(Limited.class);
    }

    private static long millis(List<String> time) {
      return Long.parseLong(time.getFirst()) * 1000 + Long.parseLong(time.getLast()) / 1000;
    }
  }

  @Nested
  class Unavailable {

    @Test
    void noAnswerInTimeFailsAllWhoWaitAndLeavesNothingBehind() {
      Demand key = BucketRedis.freshKey(10);
      // Long enough that no second call is due before all 20 wait, however busy the machine.
      RedisTokenBuckets impatient = redis.limiter(Duration.ofSeconds(1));
      redis.server().pause();
      try {
        List<Throwable> errors =
            Flux.range(0, 20).flatMap(i -> error(impatient.take(key))).collectList().block();
        assertThat(errors).hasSize(20).hasOnlyElementsOfType(RedisUnavailableException.class);
      } finally {
        redis.server().resume();
      }
      assertThat(impatient.callsUnderWay()).isZero();
      // The one call that was sent may have taken its token too late for anybody.
      assertThat(Decisions.remaining(limiter.take(key).block())).isBetween(8L, 9L);
    }

    private static Mono<Throwable> error(Mono<RateLimitDecision> decision) {
      return decision.<Throwable>map(AssertionError::new).onErrorResume(Mono::just);
    }

    @Test
    void anErrorOfRedisIsNoAnswer() {
      redis.sync().configSet("maxmemory", "1");
      try {
        Demand key = BucketRedis.freshKey(1);
        assertThatThrownBy(() -> limiter.take(key).block())
            .isInstanceOf(RedisUnavailableException.class)
            .hasStackTraceContaining("OOM");
      } finally {
        redis.sync().configSet("maxmemory", "0");
      }
    }
  }

  @Test
  void manyKeysAtOnceLeaveNothingBehind() {
    List<Demand> keys = IntStream.range(0, 5000).mapToObj(i -> BucketRedis.freshKey(1)).toList();
    List<RateLimitDecision> decisions =
        Flux.fromIterable(keys).flatMap(limiter::take, 256).collectList().block();
    assertThat(Decisions.allowed(decisions)).hasSize(5000);
    assertThat(limiter.callsUnderWay()).isZero();
  }
}
