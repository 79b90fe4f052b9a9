package dev.paykore.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RedisBudgetTests {

  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final RedisBudget BUDGET = RedisBudget.of(Duration.ofMillis(50));

  @Test
  void allOfItIsLeftBeforeAnyWaitAndNoneAfterAllOfIt() {
    assertThat(BUDGET.leftNanos(0)).isEqualTo(50 * MILLI);
    assertThat(BUDGET.leftNanos(20 * MILLI)).isEqualTo(30 * MILLI);
    assertThat(BUDGET.leftNanos(50 * MILLI)).isZero();
    assertThat(BUDGET.leftNanos(90 * MILLI)).isZero();
  }

  @Test
  void aCallIsMadeOnlyWithHalfOfTheTimeLeft() {
    assertThat(BUDGET.allowsCall(25 * MILLI)).isTrue();
    assertThat(BUDGET.allowsCall(25 * MILLI + 1)).isFalse();
  }

  @Test
  void aCallIsOverdueAfterATenthOfTheTime() {
    assertThat(BUDGET.isOverdue(5 * MILLI)).isFalse();
    assertThat(BUDGET.isOverdue(5 * MILLI + 1)).isTrue();
  }

  @Test
  void whatIsSharedTakesNoneHalfOrAllOfTheTime() {
    assertThat(BUDGET.roundUpNanos(0)).isZero();
    assertThat(BUDGET.roundUpNanos(1)).isEqualTo(25 * MILLI);
    assertThat(BUDGET.roundUpNanos(25 * MILLI)).isEqualTo(25 * MILLI);
    assertThat(BUDGET.roundUpNanos(26 * MILLI)).isEqualTo(50 * MILLI);
  }

  @Property
  void whoSharesALookUpHasAtLeastAsMuchLeftAsItTakes(
      @ForAll @LongRange(min = 1) long total, @ForAll @LongRange(min = 0) long waited) {
    RedisBudget budget = new RedisBudget(total);
    assertThat(budget.leftNanos(budget.roundUpNanos(waited)))
        .isLessThanOrEqualTo(budget.leftNanos(waited));
  }

  /** The calls of one request, one after the other, to a Redis that always takes as long. */
  @Property
  void noCallOfASteadyRedisIsMadeInVain(
      @ForAll @LongRange(min = 2, max = 1_000_000) long total,
      @ForAll @LongRange(min = 1, max = 1_000_000) long latency) {
    RedisBudget budget = new RedisBudget(total);
    for (long waited = latency; latency <= total && budget.allowsCall(waited); waited += latency) {
      assertThat(budget.leftNanos(waited)).isGreaterThanOrEqualTo(latency);
    }
  }

  @Test
  void thereIsNoBudgetOfNothing() {
    assertThatThrownBy(() -> new RedisBudget(0)).hasMessage("totalNanos: 0 (expected: >= 1)");
  }
}
