package dev.paykore.bench.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodOptionsTests {

  @ParameterizedTest
  @CsvSource({"edge, -XX:+UseG1GC", "console, -XX:+UseSerialGC"})
  void areReadWholeFromTheManifest(String deployment, String collector) {
    assertThat(PodOptions.of(Path.of(".."), deployment))
        .startsWith("-Xms")
        .contains(" " + collector + " ")
        .endsWith("-XX:+ExitOnOutOfMemoryError")
        .doesNotContain("  ", "#");
  }
}
