package dev.paykore.gateway.guard.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapPatienceTests {

  private final HeapPatience patience = new HeapPatience();
  private long nowMillis = -5_000;
  private long refused;

  @Test
  void lastsFiveSecondsFromTheLastRefusalAndThenFiveMore() {
    assertThat(timesIn(10_000, true, 1)).isZero();
    assertThat(timesIn(4_900, true, 0)).isZero();
    assertThat(timesIn(100, true, 0)).isOne();
    assertThat(timesIn(4_900, true, 0)).isZero();
    assertThat(timesIn(100, true, 0)).isOne();
  }

  @Test
  void hasNoEndWhileTheEdgeDoesNotWaitForItsHeap() {
    assertThat(timesIn(60_000, false, 0)).isZero();
  }

  @Test
  void beginsAnewWhenTheEdgeWaitsAgain() {
    timesIn(4_900, true, 0);
    timesIn(100, false, 0);
    assertThat(timesIn(4_900, true, 0)).isZero();
    assertThat(timesIn(100, true, 0)).isOne();
  }

  private int timesIn(long millis, boolean waiting, int refusedEachTime) {
    int times = 0;
    for (long end = nowMillis + millis; nowMillis < end; ) {
      nowMillis += 100;
      refused += refusedEachTime;
      if (patience.isOver(waiting, refused, TimeUnit.MILLISECONDS.toNanos(nowMillis))) {
        times++;
      }
    }
    return times;
  }
}
