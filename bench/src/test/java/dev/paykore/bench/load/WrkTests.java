package dev.paykore.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkTests {

  @Test
  void theLineOfOurScriptIsReadFromAmongTheOthers() {
    Answered answered = Wrk.parse("Running 2s test\nRESULT 1000 2000000 7 1 800 5000\n");

    assertThat(answered).isEqualTo(new Answered(1_000, 2_000_000, 7, 1, 800, 5_000));
    assertThat(answered.perSecond()).isEqualTo(500);
  }

  @Test
  void aGeneratorThatFailedIsQuoted() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect"))
        .hasMessage("wrk failed: unable to connect");
  }
}
