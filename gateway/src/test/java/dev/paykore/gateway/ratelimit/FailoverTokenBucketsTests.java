package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.meter.EdgeMeter;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class FailoverTokenBucketsTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final BucketRedis redis = new BucketRedis();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RateLimitMetrics metrics = new RateLimitMetrics(meters);
  private final FailoverTokenBuckets buckets = process();
  private final Demand key = BucketRedis.freshKey(10);

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void decidesFromRedisWhileItAnswers() {
    assertThat(Decisions.quota(buckets.take(key).block()).isFallback()).isFalse();
    assertThat(gauge()).isZero();
    assertThat(fallbackDecisions()).isZero();
  }

  @Test
  void goesOnWithABucketOfItsOwnWhenRedisIsKilled() {
    buckets.take(key).block();
    redis.server().kill();
    List<RateLimitDecision> decisions = askTimes(30);
    assertThat(Decisions.allowed(decisions)).hasSize(10);
    assertThat(decisions).allMatch(decision -> Decisions.quota(decision).isFallback());
    assertThat(gauge()).isOne();
    assertThat(fallbackDecisions()).isEqualTo(30);
    assertThat(metrics.isFallback()).isTrue();
  }

  @Test
  void goesOnWithABucketOfItsOwnWhenRedisHangs() {
    buckets.take(key).block();
    redis.server().pause();
    try {
      assertThat(Decisions.allowed(askTimes(30))).hasSize(10);
    } finally {
      redis.server().resume();
    }
  }

  @Test
  void givesAtMostOneCapacityMoreAProcess() {
    List<FailoverTokenBuckets> processes = List.of(buckets, process(), process());
    assertThat(Decisions.allowed(askTimes(30))).hasSize(10);
    redis.server().kill();
    List<RateLimitDecision> decisions =
        Flux.range(0, 90).flatMap(i -> processes.get(i % 3).take(key)).collectList().block();
    assertThat(Decisions.allowed(decisions)).hasSize(3 * 10);
  }

  @Test
  void redisRulesAgainAsSoonAsItAnswers() {
    redis.server().kill();
    askTimes(10);
    redis.server().restart();
    await()
        .untilAsserted(
            () ->
                assertThat(Decisions.quota(buckets.take(BucketRedis.freshKey(1)).block()))
                    .extracting(Quota::isFallback)
                    .isEqualTo(false));
    assertThat(buckets.take(key).block()).isInstanceOf(Allowed.class);
    assertThat(gauge()).isZero();
  }

  private FailoverTokenBuckets process() {
    return new FailoverTokenBuckets(
        redis.limiter(TIMEOUT), new LocalTokenBuckets(new ManualClock()), metrics);
  }

  private List<RateLimitDecision> askTimes(int times) {
    return Flux.range(0, times).flatMap(i -> buckets.take(key)).collectList().block();
  }

  private double gauge() {
    return meters.get(EdgeMeter.RATELIMIT_FALLBACK.id()).gauge().value();
  }

  private double fallbackDecisions() {
    return meters.get(EdgeMeter.RATELIMIT_FALLBACK_DECISIONS.id()).counter().count();
  }
}
