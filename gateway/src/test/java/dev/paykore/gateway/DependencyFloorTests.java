package dev.paykore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No library is older than the floor that SECURITY.md gives it. */
class DependencyFloorTests {

  private static final Pattern ROW =
      Pattern.compile("\\| `io\\.netty:([a-z0-9-]+)` \\| ([0-9.]+)\\.Final \\|");
  private static final Map<String, Version> PRESENT = Version.identify();

  @ParameterizedTest
  @MethodSource("floors")
  void isReached(MatchResult floor) {
    assertThat(numbers(PRESENT.get(floor.group(1)).artifactVersion()))
        .as(floor.group(1))
        .satisfies(
            present ->
                assertThat(Arrays.compare(present, numbers(floor.group(2)))).isNotNegative());
  }

  @Test
  void allPartsOfNettyAreOfOneVersion() {
    assertThat(PRESENT.values().stream().map(Version::artifactVersion).distinct()).hasSize(1);
  }

  static Stream<MatchResult> floors() throws IOException {
    return ROW.matcher(Files.readString(Path.of("..", "SECURITY.md"))).results();
  }

  private static int[] numbers(String version) {
    return Stream.of(version.replace(".Final", "").split("\\.", -1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
