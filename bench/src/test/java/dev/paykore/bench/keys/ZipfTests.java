package dev.paykore.bench.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTests {

  @Test
  void eachRankIsDrawnAsMuchMoreRarelyAsItIsHigher() {
    int[] drawn = draw(new Zipf(1_000), 1_000_000);

    assertThat((double) drawn[0] / drawn[9]).isEqualTo(10, within(1.0));
  }

  @Test
  void allRanksAreDrawnAndNoOther() {
    assertThat(draw(new Zipf(3), 1_000)).doesNotContain(0);
  }

  private static int[] draw(Zipf zipf, int times) {
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[1_000];
    for (int i = 0; i < times; i++) {
      drawn[zipf.next(random)]++;
    }
    return java.util.Arrays.copyOf(
        drawn, (int) java.util.Arrays.stream(drawn).filter(n -> n > 0).count());
  }
}
