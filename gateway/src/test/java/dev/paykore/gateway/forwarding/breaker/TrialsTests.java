package dev.paykore.gateway.forwarding.breaker;

import static dev.paykore.gateway.forwarding.breaker.SparedDownstream.SPARED_FOR;
import static dev.paykore.gateway.forwarding.breaker.SparedDownstream.TRIALS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A downstream that was spared is tried by a few calls, however long they take. */
class TrialsTests {

  private final SparedDownstream spared = new SparedDownstream();

  @Test
  void aFewAreTriedAfterAWhileAndNoMore() {
    assertThat(spared.allowed()).isZero();
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
    spared.time.advance(SPARED_FOR.minusMillis(1));
    assertThat(spared.allowed()).isZero();
  }

  @Test
  void asManyAreTriedAgainWhileTheySayNothing() {
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
  }

  @Test
  void aClockThatIsSetBackDoesNotStopThem() {
    spared.wallClock.advance(Duration.ofHours(-1));
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
    spared.wallClock.advance(Duration.ofHours(-1));
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
  }

  @Test
  void aClockThatIsSetForwardDoesNotHurryThem() {
    spared.wallClock.advance(Duration.ofHours(1));
    assertThat(spared.allowed()).isZero();
  }

  @Test
  void enoughThatSucceedEndItWhicheverOfThemTheyAre() {
    spared.later().allowed();
    spared.later().allowed();
    for (int i = 0; i < TRIALS; i++) {
      new CallVerdict(spared.breaker).answered(1);
    }
    assertThat(spared.allowed()).isGreaterThan(10 * TRIALS);
  }

  @Test
  void enoughThatFailBeginItAnew() {
    spared.later().allowed();
    spared.fail(TRIALS);
    assertThat(spared.allowed()).isZero();
    assertThat(spared.later().allowed()).isEqualTo(TRIALS);
  }
}
