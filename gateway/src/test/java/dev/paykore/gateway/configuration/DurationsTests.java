package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

class DurationsTests {

  @ParameterizedTest
  @ValueSource(strings = {"0s", "500us", "1500ms", "35s", "90s", "2m", "26h", "7ns", "9999999h"})
  void aDurationIsWrittenAsAFileHasIt(String text) {
    assertThat(Durations.text(DurationStyle.detectAndParse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"60s", "60000ms"})
  void theUnitIsTheLargestThatLeavesNoRest(String text) {
    assertThat(Durations.text(DurationStyle.detectAndParse(text))).isEqualTo("1m");
  }
}
