package dev.paykore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that has run out of memory ends, and is replaced; it does not linger. */
class LauncherTests {

  @ParameterizedTest
  @ValueSource(strings = {"gateway/edge", "demo/pom.xml", "k8s/base/edge/deployment.yaml"})
  void whateverStartsTheEdgeHasItEndWhenMemoryEnds(String launcher) throws IOException {
    assertThat(Files.readString(Path.of("..").resolve(launcher)))
        .contains("-XX:+ExitOnOutOfMemoryError");
  }
}
