package dev.paykore.k8s;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prometheus's own {@code promtool}, which computes rules over made-up series. A JSON file is a
 * YAML file to it.
 */
final class Promtool {

  private Promtool() {}

  /** Whether this machine has one: {@code .ci/run} installs it where it may. */
  static boolean isHere() {
    try {
      return run(new ProcessBuilder("promtool", "--version")).status() == 0;
    } catch (UncheckedIOException absent) {
      return false;
    }
  }

  /** Whether rules are as Prometheus wants them. */
  static Outcome check(JsonElement rules) {
    return inFolder(
        folder -> {
          Path file = write(folder, "rules.json", rules);
          return run(new ProcessBuilder("promtool", "check", "rules", file.toString()));
        });
  }

  /** Whether the rules come to what the test expects; it reads them from {@code rules.json}. */
  static Outcome test(JsonElement rules, JsonElement test) {
    return inFolder(
        folder -> {
          write(folder, "rules.json", rules);
          Path file = write(folder, "test.json", test);
          return run(new ProcessBuilder("promtool", "test", "rules", file.toString()));
        });
  }

  private static Path write(Path folder, String name, JsonElement content) throws IOException {
    return Files.writeString(folder.resolve(name), content.toString());
  }

  private static Outcome inFolder(Work work) {
    try {
      Path folder = Files.createTempDirectory("promtool");
      try {
        return work.in(folder);
      } finally {
        Files.deleteIfExists(folder.resolve("rules.json"));
        Files.deleteIfExists(folder.resolve("test.json"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome run(ProcessBuilder command) {
    try {
      Process process = command.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Work {
    Outcome in(Path folder) throws IOException;
  }

  /**
   * @param status 0 if all is well
   * @param output what it says, also of what it expected and what it got
   */
  record Outcome(int status, String output) {}
}
