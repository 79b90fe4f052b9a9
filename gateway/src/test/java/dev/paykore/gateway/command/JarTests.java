package dev.paykore.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that {@code package} makes, run as docs/configuration.md says, and the command of a
 * checkout. After {@code package}, so {@code verify} runs them and {@code test} does not.
 */
class JarTests {

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Path JAR = REPOSITORY.resolve("gateway/target/gateway.jar");

  /** They end before the other one is worth its work. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  @TempDir Path folder;

  private record Outcome(int exitCode, String output) {}

  @BeforeAll
  static void isPackaged() {
    assertThat(JAR).as("made by ./mvnw -pl gateway -am -DskipTests package").isRegularFile();
  }

  @Test
  void theConfigurationOfTheRepositoryIsRight() throws Exception {
    Outcome outcome = jar("check", "config/");

    assertThat(outcome.output()).endsWith("config: 8 routes, no problem\n");
    assertThat(outcome.exitCode()).isEqualTo(Command.OK);
  }

  @Test
  void aBrokenCopyIsRefusedWithFileAndLine() throws Exception {
    copy(REPOSITORY.resolve("config"), folder);
    Path routes = folder.resolve("routes.yml");
    Files.writeString(routes, Files.readString(routes).replace("Path=/v1/", "Pth=/v1/"));

    Outcome outcome = jar("check", folder.toString());

    assertThat(outcome.output()).containsPattern("routes\\.yml:\\d+:\\d+: .*'Pth'");
    assertThat(outcome.exitCode()).isEqualTo(Command.WRONG);
  }

  @Test
  void aRequestIsExplained() throws Exception {
    Outcome outcome =
        jar("explain", "GET", "https://api.paykore.dev/v1/wallets", "--key-environment", "sandbox");

    assertThat(outcome.output())
        .contains("route        'wallets-sandbox' (", "environment  sandbox\n");
    assertThat(outcome.exitCode()).isEqualTo(Command.OK);
  }

  /** In a copy whose Maven only brings the jar: the command builds what is not there, once. */
  @Test
  void theCommandOfACheckoutBuildsTheJarOnceAndRunsIt() throws Exception {
    String command = checkout().toString();
    Path built = folder.resolve("arguments");

    Outcome first = run(command, "check", "config");
    assertThat(built).content().contains("-pl gateway -am -DskipTests package");
    Files.delete(built);
    Outcome second = run(command, "check", "nowhere");

    assertThat(first.output()).endsWith("config: 8 routes, no problem\n");
    assertThat(first.exitCode()).isEqualTo(Command.OK);
    assertThat(second.exitCode()).isEqualTo(Command.USAGE);
    assertThat(built).doesNotExist();
  }

  private Path checkout() throws IOException {
    for (String sources : List.of("gateway/src/main", "keys/src/main")) {
      Files.createDirectories(folder.resolve(sources));
    }
    Files.copy(REPOSITORY.resolve("java25.sh"), folder.resolve("java25.sh"));
    Path maven = folder.resolve("mvnw");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        echo "$@" > "%1$s/arguments"
        cp "%2$s" "%1$s/gateway/target/gateway.jar"
        """
            .formatted(folder, JAR));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    return Files.copy(REPOSITORY.resolve("gateway/edge"), folder.resolve("gateway/edge"));
  }

  private static Outcome jar(String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return run(
        Stream.concat(Stream.of(java, "-jar", JAR.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Outcome run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(REPOSITORY.toFile()).redirectErrorStream(true);
    builder.environment().put("JDK_JAVA_OPTIONS", QUICK_COMPILER);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
