package dev.paykore.gateway.observability.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcsTimeTests {

  private static final long SECOND = 1_700_000_000;

  private final EcsTime time = new EcsTime();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 1_000, 1_001, 120_000, 5_000_000, 120_000_000, 999_999_999})
  void aTimeIsWrittenAsItsTextInWhicheverSecondTheLastOneWas(int nanos) {
    for (long second : new long[] {SECOND, SECOND, SECOND + 1, SECOND, -SECOND, 0}) {
      Instant instant = Instant.ofEpochSecond(second, nanos);
      assertThat(written(instant)).isEqualTo(instant.toString());
    }
  }

  private String written(Instant instant) {
    LineBytes line = new LineBytes(1);
    time.write(instant, line);
    return new String(line.from(0), StandardCharsets.US_ASCII);
  }
}
