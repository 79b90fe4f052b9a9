package dev.paykore.gateway.authentication.slowing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnknownKeyAllowanceTests {

  private static final int PER_MINUTE = 6;
  private static final Network ONE = new Network(4, 1);
  private static final Network OTHER = new Network(4, 2);

  private final ManualTicker ticker = new ManualTicker();
  private final UnknownKeyAllowance allowance = new UnknownKeyAllowance(PER_MINUTE, ticker);

  @Test
  void aMinutesWorthMayComeAtOnceAndThenOneAtATime() {
    takeAll(ONE);
    assertThat(allowance.take(ONE)).isEqualTo(10);
    ticker.advance(Duration.ofMillis(9_999));
    assertThat(allowance.take(ONE)).isEqualTo(1);
    ticker.advance(Duration.ofMillis(1));
    assertThat(allowance.take(ONE)).isZero();
    assertThat(allowance.take(ONE)).isEqualTo(10);
  }

  @Test
  void beingRefusedMakesNobodyWaitLonger() {
    takeAll(ONE);
    for (int i = 0; i < 10_000; i++) {
      ticker.advance(Duration.ofMillis(1));
      allowance.take(ONE);
    }
    assertThat(allowance.take(ONE)).isEqualTo(10);
    ticker.advance(Duration.ofSeconds(10));
    assertThat(allowance.take(ONE)).isZero();
  }

  @Test
  void oneNetworkDoesNotSlowAnother() {
    takeAll(ONE);
    assertThat(allowance.take(OTHER)).isZero();
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    takeAll(ONE);
    allowance.giveBack(ONE);
    assertThat(allowance.take(ONE)).isZero();
    assertThat(allowance.take(ONE)).isPositive();
  }

  @Test
  void givingBackNeverAddsToAFullBucket() {
    assertThat(allowance.take(ONE)).isZero();
    ticker.advance(Duration.ofSeconds(59));
    assertThat(allowance.take(ONE)).isZero();
    allowance.giveBack(ONE);
    allowance.giveBack(ONE);
    takeAll(ONE);
    assertThat(allowance.take(ONE)).isPositive();
  }

  @Test
  void aNetworkIsForgottenWhenItsBucketIsFullAgain() {
    takeAll(ONE);
    assertThat(allowance.networks()).isOne();
    ticker.advance(Duration.ofMinutes(1));
    assertThat(allowance.take(OTHER)).isZero();
    assertThat(allowance.networks()).isOne();
    takeAll(ONE);
  }

  @Test
  void theNetworksThatAreRememberedAreBounded() {
    for (int i = 0; i < 300_000; i++) {
      allowance.take(new Network(6, i));
    }
    assertThat(allowance.networks()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void zeroSlowsNobody() {
    UnknownKeyAllowance none = new UnknownKeyAllowance(0, ticker);
    for (int i = 0; i < 10_000; i++) {
      assertThat(none.take(ONE)).isZero();
    }
    none.giveBack(ONE);
    assertThat(none.networks()).isZero();
  }

  private void takeAll(Network network) {
    for (int i = 0; i < PER_MINUTE; i++) {
      assertThat(allowance.take(network)).isZero();
    }
  }
}
