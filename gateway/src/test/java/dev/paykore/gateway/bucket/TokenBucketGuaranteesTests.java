package dev.paykore.gateway.bucket;

import static dev.paykore.gateway.bucket.TokenBucket.UNITS_PER_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.bucket.TokenBucket.Take;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What partners were promised, for any sequence of requests. */
class TokenBucketGuaranteesTests {

  private static final long NOW = 1_717_200_000_000L;
  private static final int HIGHEST = Integer.MAX_VALUE;

  /** Some requests a while after those before them. */
  record Step(long gapMillis, int wanted) {}

  /** What was granted when. */
  record Granted(long atMillis, long tokens) {}

  @Property
  void noStepEverOverflowsTheBucketOrEmptiesIt(
      @ForAll @IntRange(min = 1, max = HIGHEST) int limit,
      @ForAll @Size(max = 50) List<@LongRange(min = -9_999_999, max = 9_999_999) Long> steps) {
    TokenBucket bucket = TokenBucket.full(limit, NOW);
    for (long step : steps) {
      Take take = bucket.take(1 + limit / 3, bucket.atMillis() + step, limit);
      bucket = take.after();
      assertThat(bucket.level()).isBetween(0L, limit * UNITS_PER_TOKEN);
      assertThat(bucket.secondsUntilToken()).isBetween(1L, 60L);
      assertThat(bucket.secondsUntilFull()).isBetween(0L, 60L);
    }
  }

  @Property
  void aChangeNeverGivesMoreThanTheTimeGoneBy(
      @ForAll @IntRange(min = 1, max = 10_000) int from,
      @ForAll @IntRange(min = 1, max = 10_000) int to,
      @ForAll @LongRange(min = 0, max = 59_999) long elapsed) {
    TokenBucket changed = new TokenBucket(0, NOW, from).take(0, NOW + elapsed, to).after();
    assertThat(changed.level()).isEqualTo(elapsed * Math.min(from, to));
  }

  @Property
  void inAnyWindowNoMoreThanCapacityAndRefillPass(
      @ForAll @IntRange(min = 1, max = 5000) int limit,
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 70_000) Integer> gaps,
      @ForAll @IntRange(min = 1, max = 3000) int wanted) {
    List<Granted> granted = run(limit, steps(gaps, wanted));
    for (int first = 0; first < granted.size(); first++) {
      long tokens = 0;
      for (int last = first; last < granted.size(); last++) {
        tokens += granted.get(last).tokens();
        long window = granted.get(last).atMillis() - granted.get(first).atMillis();
        assertThat(tokens * UNITS_PER_TOKEN)
            .isLessThanOrEqualTo(limit * UNITS_PER_TOKEN + limit * window);
      }
    }
  }

  @Property
  void aSaturatingClientGetsAllButLessThanOneTokenOfIt(
      @ForAll @IntRange(min = 2, max = 5000) int limit,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 59_999) Integer> pauses) {
    // Longer pauses could let the bucket overflow, and then nobody saturates it.
    int longest = 60_000 - Math.ceilDiv(60_000, limit);
    List<Integer> gaps = pauses.stream().map(pause -> Math.min(pause, longest)).toList();
    assertAllButOneToken(limit, run(limit, steps(gaps, HIGHEST)));
  }

  @Property(tries = 20)
  void whoAsksEveryMillisecondGetsAllButLessThanOneTokenOfIt(
      @ForAll @IntRange(min = 1, max = 5000) int limit) {
    assertAllButOneToken(limit, run(limit, steps(Collections.nCopies(130_000, 1), 1)));
  }

  private static void assertAllButOneToken(int limit, List<Granted> granted) {
    long tokens = granted.stream().mapToLong(Granted::tokens).sum();
    long window = granted.getLast().atMillis() - NOW;
    assertThat(tokens * UNITS_PER_TOKEN)
        .isGreaterThan(limit * UNITS_PER_TOKEN + limit * window - UNITS_PER_TOKEN);
  }

  @Property
  void whoWaitsAsToldIsLetThrough(
      @ForAll @IntRange(min = 1, max = HIGHEST) int limit,
      @ForAll @LongRange(min = 0, max = UNITS_PER_TOKEN - 1) long level) {
    TokenBucket bucket = new TokenBucket(level, NOW, limit);
    long wait = bucket.secondsUntilToken();
    assertThat(wait).isPositive();
    assertThat(bucket.take(1, NOW + wait * 1000, limit).granted()).isOne();
    if (wait > 1) {
      assertThat(bucket.take(1, NOW + (wait - 1) * 1000, limit).granted()).isZero();
    }
  }

  @Property
  void exactlyWhatRemainsCanBeTaken(
      @ForAll @IntRange(min = 1, max = HIGHEST) int limit, @ForAll long seed) {
    TokenBucket bucket = new TokenBucket(level(limit, seed), NOW, limit);
    assertThat(bucket.take(HIGHEST, NOW, limit).granted()).isEqualTo(bucket.remaining());
  }

  @Property
  void atTheResetSecondItIsFullAndASecondBeforeItIsNot(
      @ForAll @IntRange(min = 1, max = HIGHEST) int limit,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 999) int millis) {
    TokenBucket bucket = new TokenBucket(level(limit, seed), NOW + millis, limit);
    long reset = bucket.fullAtEpochSecond();
    assertThat(levelAt(bucket, reset * 1000)).isEqualTo(limit * UNITS_PER_TOKEN);
    if ((reset - 1) * 1000 >= bucket.atMillis()) {
      assertThat(levelAt(bucket, (reset - 1) * 1000)).isLessThan(limit * UNITS_PER_TOKEN);
    }
  }

  @Property
  void takingTogetherIsTakingOneByOne(
      @ForAll @IntRange(min = 1, max = 100) int limit,
      @ForAll @IntRange(min = 0, max = 200) int wanted) {
    Take together = TokenBucket.full(limit, NOW).take(wanted, NOW, limit);
    TokenBucket bucket = TokenBucket.full(limit, NOW);
    for (int i = 0; i < wanted; i++) {
      bucket = bucket.take(1, NOW, limit).after();
      int laterGrants = Math.max(0, together.granted() - 1 - i);
      assertThat(together.after().plus(laterGrants)).isEqualTo(bucket);
    }
    assertThat(together.after()).isEqualTo(bucket);
  }

  private static long level(int limit, long seed) {
    return Math.floorMod(seed, limit * UNITS_PER_TOKEN + 1);
  }

  private static long levelAt(TokenBucket bucket, long atMillis) {
    return bucket.take(0, atMillis, bucket.limit()).after().level();
  }

  private static List<Step> steps(List<Integer> gaps, int wanted) {
    return gaps.stream().map(gap -> new Step(gap, wanted)).toList();
  }

  /** Runs the steps against a bucket that is full; the first comes now. */
  private static List<Granted> run(int limit, List<Step> steps) {
    List<Granted> granted = new ArrayList<>();
    TokenBucket bucket = TokenBucket.full(limit, NOW);
    long now = NOW;
    for (Step step : steps) {
      now += granted.isEmpty() ? 0 : step.gapMillis();
      Take take = bucket.take(step.wanted(), now, limit);
      bucket = take.after();
      granted.add(new Granted(now, take.granted()));
    }
    return granted;
  }
}
