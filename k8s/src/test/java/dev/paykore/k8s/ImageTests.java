package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the profile {@code image} puts into the images agrees with what the pods expect. */
class ImageTests {

  private static final Path POM = Overlay.REPOSITORY.resolve("pom.xml");
  private static final Pattern VALUE_OF_AN_OPTION = Pattern.compile("(=.*|\\d+[kmg])$");

  static Stream<Workload> ours() {
    return HardeningTests.ours();
  }

  @Test
  void theBaseIsPinnedByDigest() throws IOException {
    assertThat(only("<image.base>([^<]*)</image.base>"))
        .matches("[a-z./-]+:25[a-z0-9._-]*@sha256:[0-9a-f]{64}");
    assertThat(only("<from>\\s*<image>([^<]*)</image>")).isEqualTo("${image.base}");
  }

  @Test
  void theBaseIsNamedInNoOtherFile() throws IOException {
    String base = only("<image.base>([^<]*)</image.base>");
    String name = base.substring(0, base.indexOf(':'));
    assertThat(
            Stream.of("config", "docs", "k8s/base", "k8s/components", "k8s/image", "k8s/overlays")
                .flatMap(folder -> files(Overlay.REPOSITORY.resolve(folder)).stream()))
        .isNotEmpty()
        .noneMatch(file -> text(file).contains(name));
  }

  @Test
  void itsUserIsTheOneOfTheEdgesPods() throws IOException {
    Workload edge =
        Workload.of(Overlay.LIVE.manifests().get("Deployment", "paykore-edge", V1Deployment.class));
    long user = edge.pod().getSecurityContext().getRunAsUser();
    long group = edge.pod().getSecurityContext().getRunAsGroup();
    assertThat(only("<user>([^<]*)</user>")).isEqualTo(user + ":" + group);
  }

  /** Else a change at one of the two places would be undone by the other. */
  @ParameterizedTest
  @MethodSource("ours")
  void noOptionOfTheJvmStandsBothInTheImageAndInThePod(Workload workload) throws IOException {
    List<String> inTheImage =
        values("<jvmFlag>([^<]*)</jvmFlag>").stream().map(ImageTests::name).toList();
    assertThat(inTheImage).contains("-XX:AOTCache");
    String inThePod = workload.variable("JAVA_TOOL_OPTIONS").orElseThrow();
    assertThat(Arrays.stream(inThePod.split("\\s+", -1)).map(ImageTests::name))
        .doesNotContainAnyElementsOf(inTheImage);
  }

  /** A pod that named a command would start without the cache. */
  @ParameterizedTest
  @MethodSource("ours")
  void podsLeaveTheCommandToTheImage(Workload workload) {
    assertThat(workload.container().getCommand()).isNullOrEmpty();
  }

  private static String name(String option) {
    return VALUE_OF_AN_OPTION.matcher(option).replaceFirst("");
  }

  private static String only(String pattern) throws IOException {
    List<String> values = values(pattern);
    assertThat(values).as(pattern).hasSize(1);
    return values.getFirst();
  }

  private static List<String> values(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(POM));
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
