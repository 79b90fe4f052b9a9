package dev.paykore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever starts the edge gives its JVM the same options, as far as they concern its memory. */
class LauncherTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"gateway/edge", "demo/pom.xml", "k8s/base/edge/deployment.yaml", "README.md"})
  void whateverStartsTheEdgeHasItEndWhenMemoryEnds(String launcher) throws IOException {
    assertThat(Files.readString(Path.of("..").resolve(launcher)))
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  /** Else the edge takes more memory, and more time for each request. */
  @ParameterizedTest
  @ValueSource(
      strings = {"gateway/edge", "demo/pom.xml", "k8s/base/edge/deployment.yaml", "README.md"})
  void whateverStartsTheEdgeGivesItCompactObjectHeaders(String launcher) throws IOException {
    assertThat(Files.readString(Path.of("..").resolve(launcher)))
        .contains("-XX:+UseCompactObjectHeaders");
  }

  /** Else Netty takes its buffers from elsewhere, slower and bounded in another way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "gateway/edge",
        "demo/pom.xml",
        "README.md",
        "gateway/src/test/java/dev/paykore/gateway/testing/EdgeLaunch.java"
      })
  void whateverStartsTheEdgeLetsNettyTakeItsBuffersFromTheJvm(String launcher) throws IOException {
    assertThat(Files.readString(Path.of("..").resolve(launcher)))
        .contains("--enable-native-access=ALL-UNNAMED")
        .contains("--sun-misc-unsafe-memory-access=allow");
  }
}
