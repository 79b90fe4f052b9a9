package dev.paykore.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTests {

  private static final List<String> NAMES = List.of("Path", "Host", "Method", "KeyEnvironment");

  @Test
  void aSlipLeadsToTheRightName() {
    assertThat(NearestName.of("Pth", NAMES)).hasValue("Path");
    assertThat(NearestName.of("keyEnviroment", NAMES)).hasValue("KeyEnvironment");
  }

  @Test
  void anotherWordLeadsNowhere() {
    assertThat(NearestName.of("Cookie", NAMES)).isEmpty();
    assertThat(NearestName.hint("Cookie", NAMES)).isEmpty();
  }

  @Test
  void theHintEndsASentence() {
    assertThat(NearestName.hint("Hots", NAMES)).isEqualTo("; did you mean Host?");
  }
}
