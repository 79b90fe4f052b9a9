package dev.paykore.gateway.faults.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WelchTests {

  private static final int SAMPLES = 100_000;

  private final SplittableRandom random = new SplittableRandom(42);

  @Test
  void seriesOfOneKindAreNotToldApart() {
    assertThat(Math.abs(Welch.t(series(1_000), series(1_000)))).isLessThan(Welch.THRESHOLD);
  }

  @Test
  void aHundredthMoreIsSeen() {
    assertThat(Math.abs(Welch.t(series(1_000), series(1_010)))).isGreaterThan(Welch.THRESHOLD);
  }

  private long[] series(int mean) {
    return random.ints(SAMPLES, mean - 500, mean + 500).asLongStream().toArray();
  }

  @Test
  void theMeanOfEachGroupIsWithoutTheSlowestHundredth() {
    long[] nanos = new long[200];
    int[] groups = new int[200];
    for (int i = 0; i < nanos.length; i++) {
      groups[i] = i % 2;
      nanos[i] = groups[i] == 0 ? 10 : 12;
    }
    nanos[0] = 1_000_000;
    nanos[1] = 1_000_000;
    assertThat(Welch.means(nanos, groups, 2)).containsExactly(10, 12);
  }
}
