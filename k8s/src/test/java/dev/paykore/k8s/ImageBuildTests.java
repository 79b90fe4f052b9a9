package dev.paykore.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order {@code k8s/image/build} does what others do for it; they are made up here. */
class ImageBuildTests {

  private static final String SMOKE = "k8s/image/smoke";

  private static final String MATERIALS = "target/paykore-edge.cdx.json";

  @TempDir Path project;

  @BeforeEach
  void othersAreMadeUp() throws IOException {
    Path build = Path.of("k8s/image/build");
    Files.createDirectories(project.resolve(build).getParent());
    Files.copy(Overlay.REPOSITORY.resolve(build), project.resolve(build));
    program("mvnw", "mkdir -p target && echo {} >" + MATERIALS);
    program("bench/run", "exit 0");
    program(SMOKE, "exit 0");
  }

  @Test
  void imagesThatPassTheirTrialArePushedAfterIt() throws IOException {
    assertThat(build("--push")).isZero();
    List<String> done = done();
    assertThat(done).filteredOn(ImageBuildTests::isPush).hasSize(1);
    assertThat(done.getLast()).satisfies(last -> assertThat(isPush(last)).isTrue());
    assertThat(done).contains(SMOKE);
  }

  @Test
  void imagesThatDoNotPassTheirTrialAreNotPushed() throws IOException {
    program(SMOKE, "exit 1");
    assertThat(build("--push")).isNotZero();
    assertThat(done()).endsWith(SMOKE).noneMatch(ImageBuildTests::isPush);
  }

  @Test
  void withoutBeingAskedNothingIsPushed() throws IOException {
    assertThat(build()).isZero();
    assertThat(done()).contains(SMOKE).noneMatch(ImageBuildTests::isPush);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "mkdir -p target && : >" + MATERIALS})
  void imagesWithoutABillOfMaterialsAreNeitherTriedNorPushed(String maven) throws IOException {
    Files.createDirectory(project.resolve("target"));
    Files.writeString(project.resolve(MATERIALS), "of an earlier build");
    program("mvnw", maven);
    assertThat(build("--push")).isNotZero();
    assertThat(done()).doesNotContain(SMOKE).noneMatch(ImageBuildTests::isPush);
  }

  private static boolean isPush(String line) {
    return line.startsWith("mvnw ") && line.endsWith(" jib:build");
  }

  /** Writes down that it was called, and how; then does what is given. */
  private void program(String name, String then) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    String script = "#!/bin/sh\necho %s $* >>done\n%s\n".formatted(name, then);
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private List<String> done() throws IOException {
    return Files.readAllLines(project.resolve("done"));
  }

  private int build(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(project.resolve("k8s/image/build").toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    assertThat(output).as("what it says").doesNotContain("not found");
    return status;
  }
}
