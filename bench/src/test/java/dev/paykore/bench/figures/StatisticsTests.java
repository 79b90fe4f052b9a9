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
  void aPeerIsSteadyOnceItIsAsFastAsBefore() {
    List<Double> windows = List.of(10.0, 100.0, 100.0, 99.0, 101.0, 103.0, 98.0);
    assertThat(Statistics.isSteady(windows, 3, 0.03)).isTrue();
  }

  @Test
  void aWindowThatSomethingElseSlowedDoesNotMakeAPeerUnsteady() {
    List<Double> windows = List.of(100.0, 100.0, 99.0, 101.0, 55.0, 102.0);
    assertThat(Statistics.isSteady(windows, 3, 0.03)).isTrue();
  }

  @Test
  void aPeerThatIsStillGettingFasterIsNotSteady() {
    List<Double> windows = List.of(90.0, 95.0, 100.0, 105.0, 110.0, 115.0);
    assertThat(Statistics.isSteady(windows, 3, 0.03)).isFalse();
  }

  @Test
  void aPeerIsNotSteadyBeforeThereIsAnythingToCompare() {
    assertThat(Statistics.isSteady(List.of(100.0, 100.0, 100.0, 100.0, 100.0), 3, 0.03)).isFalse();
  }
}
