package dev.paykore.gateway.bucket;

import static dev.paykore.gateway.bucket.TokenBucket.UNITS_PER_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.bucket.TokenBucket.Take;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenBucketTests {

  private static final long NOW = 1_717_200_000_000L;
  private static final int HIGHEST = Integer.MAX_VALUE;

  /** The numbers of docs/rate-limit.md; the example begins at {@link #NOW}. */
  @Nested
  class ExampleOfTheDocumentation {

    private final TokenBucket afterOne = bucket(17_940_000, 0, 300);
    private final TokenBucket afterFifty = bucket(14_943_300, 11, 300);
    private final TokenBucket empty = bucket(30_000, 500, 300);
    private final TokenBucket waited = bucket(270_000, 1500, 300);

    @Test
    void oneRequestOnAFullBucket() {
      assertThat(TokenBucket.full(300, NOW).take(1, NOW, 300)).isEqualTo(new Take(1, afterOne));
      assertThat(afterOne.remaining()).isEqualTo(299);
      assertThat(afterOne.fullAtEpochSecond()).isEqualTo(1_717_200_001);
    }

    @Test
    void fiftyAtOnce() {
      TokenBucket first = afterOne.take(1, NOW + 10, 300).after();
      assertThat(first.remaining()).isEqualTo(298);
      assertThat(first.take(49, NOW + 11, 300)).isEqualTo(new Take(49, afterFifty));
      assertThat(afterFifty.plus(48).remaining()).isEqualTo(297);
      assertThat(afterFifty.remaining()).isEqualTo(249);
    }

    @Test
    void threeHundredMore() {
      assertThat(afterFifty.take(300, NOW + 500, 300)).isEqualTo(new Take(251, empty));
      assertThat(empty.secondsUntilToken()).isEqualTo(1);
      assertThat(empty.fullAtEpochSecond()).isEqualTo(1_717_200_061);
    }

    @Test
    void oneThatWaited() {
      assertThat(empty.take(1, NOW + 1500, 300)).isEqualTo(new Take(1, waited));
      assertThat(waited.remaining()).isEqualTo(4);
    }

    @Test
    void aRaisedLimit() {
      Take take = waited.take(1, NOW + 2000, 1000);
      assertThat(take).isEqualTo(new Take(1, bucket(360_000, 2000, 1000)));
      assertThat(take.after().remaining()).isEqualTo(6);
    }

    private static TokenBucket bucket(long level, long millis, int limit) {
      return new TokenBucket(level, NOW + millis, limit);
    }
  }

  @Nested
  class Arithmetic {

    @Test
    void startsFullAndGivesAsManyTokensAsTheLimit() {
      Take take = TokenBucket.full(300, NOW).take(301, NOW, 300);
      assertThat(take.granted()).isEqualTo(300);
      assertThat(take.after()).isEqualTo(new TokenBucket(0, NOW, 300));
    }

    @Test
    void refillsOneTokenOfThreeHundredIn200Milliseconds() {
      TokenBucket empty = new TokenBucket(0, NOW, 300);
      assertThat(empty.take(1, NOW + 199, 300).granted()).isZero();
      assertThat(empty.take(1, NOW + 200, 300).granted()).isOne();
    }

    @Test
    void losesNothingToRefusedRequests() {
      TokenBucket bucket = new TokenBucket(0, NOW, 300);
      for (int millis = 1; millis < 200; millis++) {
        bucket = bucket.take(1, NOW + millis, 300).after();
      }
      assertThat(bucket.take(1, NOW + 200, 300).granted()).isOne();
    }

    @Test
    void saysWhenItIsFullAndWhenOneTokenIsThere() {
      TokenBucket bucket = new TokenBucket(53 * UNITS_PER_TOKEN, NOW + 1, 300);
      assertThat(bucket.remaining()).isEqualTo(53);
      assertThat(bucket.secondsUntilFull()).isEqualTo(50);
      assertThat(bucket.fullAtEpochSecond()).isEqualTo(NOW / 1000 + 50);
      assertThat(new TokenBucket(0, NOW, 1).secondsUntilToken()).isEqualTo(60);
      assertThat(new TokenBucket(0, NOW, 300).secondsUntilToken()).isOne();
    }

    @Test
    void refusesWhatCannotBe() {
      assertThatThrownBy(() -> new TokenBucket(0, NOW, 0)).hasMessage("limit: 0 (expected: >= 1)");
      assertThatThrownBy(() -> new TokenBucket(-1, NOW, 1))
          .hasMessage("level: -1 (expected: 0 to 60000)");
      assertThatThrownBy(() -> new TokenBucket(60_001, NOW, 1)).hasMessageContaining("60001");
    }
  }

  @Nested
  class ClockSteps {

    @Test
    void aClockThatWentBackNeitherBlocksNorGives() {
      TokenBucket bucket = new TokenBucket(UNITS_PER_TOKEN, NOW, 300);
      Take before = bucket.take(2, NOW - 3_600_000, 300);
      assertThat(before.granted()).isOne();
      assertThat(before.after().take(1, NOW - 3_600_000 + 200, 300).granted()).isOne();
    }

    @Test
    void aClockThatWentForwardFillsAndNoMore() {
      TokenBucket bucket = new TokenBucket(0, NOW, 300);
      assertThat(bucket.take(HIGHEST, Long.MAX_VALUE, 300).granted()).isEqualTo(300);
    }
  }

  @Nested
  class ChangedLimit {

    @Test
    void aHigherLimitKeepsTheTokensAndRefillsAtTheLowerRateUntilItWasLearnt() {
      Take take = new TokenBucket(0, NOW, 60).take(100, NOW + 5000, 6000);
      assertThat(take.granted()).isEqualTo(5);
      assertThat(take.after().take(1000, NOW + 6000, 6000).granted()).isEqualTo(100);
    }

    @Test
    void aLowerLimitCapsTheTokensAtOnce() {
      TokenBucket bucket = new TokenBucket(900 * UNITS_PER_TOKEN, NOW, 1000);
      assertThat(bucket.take(HIGHEST, NOW, 300).granted()).isEqualTo(300);
    }

    @Test
    void aLowerLimitLeavesFewerTokensAsTheyAre() {
      TokenBucket bucket = new TokenBucket(100 * UNITS_PER_TOKEN, NOW, 1000);
      assertThat(bucket.take(HIGHEST, NOW + 1000, 300).granted()).isEqualTo(105);
    }

    @Test
    void aBucketThatWasFullIsFullByTheNewLimit() {
      TokenBucket unused = new TokenBucket(0, NOW, 300);
      assertThat(unused.take(HIGHEST, NOW + 60_000, 1000).granted()).isEqualTo(1000);
      assertThat(unused.take(HIGHEST, NOW + 59_999, 1000).granted()).isEqualTo(299);
    }
  }
}
