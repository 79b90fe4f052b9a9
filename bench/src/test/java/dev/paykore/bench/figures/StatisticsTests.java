package dev.paykore.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTests {

  @Test
  void theMedianIsTheValueInTheMiddleWhateverTheOrder() {
    assertThat(Statistics.median(List.of(30.0, 10.0, 20.0))).isEqualTo(20.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Statistics.median(List.of(40.0, 10.0, 20.0, 30.0))).isEqualTo(25.0);
  }

  @Test
  void theSpreadIsAPartOfTheMedian() {
    assertThat(Statistics.spread(List.of(95.0, 100.0, 105.0))).isEqualTo(0.1, within(1e-9));
  }

  @Test
  void aPeerIsSteadyOnceItsLastWindowsAgree() {
    assertThat(Statistics.isSteady(List.of(10.0, 99.0, 100.0, 101.0), 3, 0.05)).isTrue();
  }

  @Test
  void aPeerThatIsStillGettingFasterIsNotSteady() {
    assertThat(Statistics.isSteady(List.of(80.0, 90.0, 100.0), 3, 0.05)).isFalse();
  }

  @Test
  void twoWindowsDoNotMakeAPeerSteadyWhereThreeAreAskedFor() {
    assertThat(Statistics.isSteady(List.of(100.0, 100.0), 3, 0.05)).isFalse();
  }
}
