package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import dev.paykore.gateway.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalTokenBucketsTests {

  private final ManualClock clock = new ManualClock();
  private final LocalTokenBuckets buckets = new LocalTokenBuckets(clock);
  private final Demand key = new Demand("key", 1, 3);

  @Test
  void areAsLargeAsTheLimit() {
    assertThat(Decisions.remaining(buckets.take(key))).isEqualTo(2);
    assertThat(Decisions.remaining(buckets.take(key))).isEqualTo(1);
    assertThat(buckets.take(key)).isInstanceOf(Allowed.class);
    assertThat(buckets.take(key)).isInstanceOf(Limited.class);
  }

  @Test
  void refillAtTheLimit() {
    IntStream.range(0, 3).forEach(i -> buckets.take(key));
    clock.advance(Duration.ofMillis(19_999));
    assertThat(buckets.take(key)).isInstanceOf(Limited.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(buckets.take(key)).isInstanceOf(Allowed.class);
  }

  @Test
  void survivesAClockThatWentBack() {
    IntStream.range(0, 3).forEach(i -> buckets.take(key));
    clock.advance(Duration.ofHours(-1));
    assertThat(buckets.take(key)).isInstanceOf(Limited.class);
    clock.advance(Duration.ofSeconds(20));
    assertThat(buckets.take(key)).isInstanceOf(Allowed.class);
  }

  @Test
  void sayThatTheyAreAFallback() {
    assertThat(Decisions.quota(buckets.take(key)).isFallback()).isTrue();
  }

  @Test
  void grantNoTokenTwice() {
    Demand busy = new Demand("busy", 1, 1000);
    AtomicInteger allowed = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 3000; i++) {
        threads.execute(() -> allowed.addAndGet(buckets.take(busy) instanceof Allowed ? 1 : 0));
      }
    }
    assertThat(allowed).hasValue(1000);
  }
}
