package dev.paykore.gateway.guard.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadTests {

  private final Overload overload = new Overload(100);
  private long nowMillis;
  private long refused;
  private boolean memoryShort;

  @Test
  void aMomentOfRefusalsIsNoOverload() {
    assertThat(refusingFor(900)).isFalse();
    assertThat(with(79, 100)).isFalse();
    assertThat(refusingFor(900)).isFalse();
  }

  @Test
  void itIsOverloadedOnceItHasRefusedForASecond() {
    assertThat(refusingFor(1_000)).isFalse();
    assertThat(refusingFor(100)).isTrue();
  }

  @Test
  void refusalsWithPausesInWhichThereIsNoRoomAreOneStretch() {
    refusingFor(500);
    with(80, 500);
    assertThat(refusingFor(200)).isTrue();
  }

  @Test
  void itIsNoLongerOverloadedOnceThereHasBeenRoomForASecond() {
    refusingFor(2_000);
    assertThat(with(79, 1_000)).isTrue();
    assertThat(with(79, 100)).isFalse();
  }

  @Test
  void withoutRoomItStaysOverloaded() {
    refusingFor(2_000);
    assertThat(with(80, 60_000)).isTrue();
    assertThat(with(79, 1_000)).isTrue();
    assertThat(with(80, 100)).isTrue();
    assertThat(with(79, 1_000)).isTrue();
  }

  @Test
  void withNothingInHandItStaysOverloadedForAsLongAsMemoryIsShort() {
    memoryShort = true;
    refusingFor(2_000);
    assertThat(with(0, 60_000)).isTrue();
    memoryShort = false;
    assertThat(with(0, 1_000)).isTrue();
    assertThat(with(0, 100)).isFalse();
  }

  @Test
  void memoryThatIsShortBeforeAnythingIsRefusedIsNoOverload() {
    memoryShort = true;
    assertThat(with(0, 60_000)).isFalse();
  }

  private boolean refusingFor(long millis) {
    boolean overloaded = false;
    for (long end = nowMillis + millis; nowMillis < end; ) {
      refused++;
      overloaded = sample(100);
    }
    return overloaded;
  }

  private boolean with(int inFlight, long millis) {
    boolean overloaded = false;
    for (long end = nowMillis + millis; nowMillis < end; ) {
      overloaded = sample(inFlight);
    }
    return overloaded;
  }

  private boolean sample(int inFlight) {
    nowMillis += 100;
    return overload.sample(
        inFlight, refused, memoryShort, TimeUnit.MILLISECONDS.toNanos(nowMillis));
  }
}
