package dev.paykore.gateway.forwarding.wire;

import static dev.paykore.gateway.forwarding.wire.ClientTurns.AMOUNT;
import static dev.paykore.gateway.forwarding.wire.ClientTurns.MOMENT_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a client is slow, and when it is not any more. */
class ClientTurnsTests {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ClientTurns turns = new ClientTurns();

  /** The clock of the JVM may well be about to pass zero, or its largest value. */
  private long now = Long.MAX_VALUE - 300 * MILLI;

  @Test
  void aPauseIsSlowAfterAMomentAndNotBefore() {
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(MOMENT_NANOS);
    now += 400 * MILLI;
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(MOMENT_NANOS - 400 * MILLI);
  }

  @Test
  void pausesAddUpWhileNextToNothingPasses() {
    clientTakes(400, 1);
    clientTakes(60, 1);
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(40 * MILLI);
    clientTakes(45, 1);
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isZero();
  }

  @Test
  void theyBeginAnewWithEachAmountThatPasses() {
    for (int i = 0; i < 100; i++) {
      clientTakes(100, AMOUNT / 4);
      turns.clients(now);
      assertThat(turns.slowFromNanos() - now).isGreaterThan(0);
    }
  }

  @Test
  void whatTheDownstreamTakesIsTakenOff() {
    for (int i = 0; i < 100; i++) {
      clientTakes(100, 1);
      now += 90 * MILLI;
    }
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(90 * MILLI);
    for (int i = 0; i < 100; i++) {
      clientTakes(100, 1);
      now += 200 * MILLI;
    }
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(MOMENT_NANOS);
  }

  @Test
  void aTurnThatNobodyEndedInTimeIsAPauseOfTheProcess() {
    clientTakes(700, 1);
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(MOMENT_NANOS);
  }

  @Test
  void aSlowClientStaysSlowUntilAnAmountHasPassed() {
    turns.clients(now);
    turns.becomeSlow();
    clientTakes(20_000, AMOUNT - 1);
    assertThat(turns.recovers()).isFalse();
    clientTakes(400, 1);
    assertThat(turns.recovers()).isTrue();
    assertThat(turns.recovers()).isFalse();
    assertThat(turns.isSlow()).isFalse();
  }

  @Test
  void aSlowClientStaysSlowUntilItsDownstreamTookAsLong() {
    turns.clients(now);
    turns.becomeSlow();
    clientTakes(20_000, 1);
    now += MOMENT_NANOS - 1;
    clientTakes(400, 1);
    assertThat(turns.recovers()).isFalse();
    now += MOMENT_NANOS;
    turns.clients(now);
    assertThat(turns.recovers()).isTrue();
  }

  @Test
  void nothingIsLeftOfACallThatIsOver() {
    turns.clients(now);
    turns.becomeSlow();
    turns.beginAnew();
    assertThat(turns.recovers()).isTrue();
    assertThat(turns.areClients()).isFalse();
    turns.clients(now);
    assertThat(turns.slowFromNanos() - now).isEqualTo(MOMENT_NANOS);
  }

  private void clientTakes(long millis, int bytes) {
    turns.clients(now);
    now += millis * MILLI;
    turns.downstreams(now);
    turns.passed(bytes);
  }
}
