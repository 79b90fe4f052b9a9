package dev.paykore.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code kubectl} of this machine, as far as it needs no cluster. */
final class Kubectl {

  private static final String ADVICE =
      "these tests need kubectl 1.27 or later on the PATH (its Kustomize is 5 or later):"
          + " .ci/run fetches it, by hand see https://kubernetes.io/docs/tasks/tools/";

  private Kubectl() {}

  /** Renders a folder with a {@code kustomization.yaml}. */
  static String kustomize(Path folder) {
    try {
      Path rendered = Files.createTempFile("kustomize", ".yaml");
      Path errors = Files.createTempFile("kustomize", ".log");
      try {
        return run(folder, rendered, errors);
      } finally {
        Files.delete(rendered);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(Path folder, Path rendered, Path errors) throws IOException {
    int status = await(start(folder, rendered, errors));
    if (status != 0) {
      throw new AssertionError(
          "kubectl kustomize %s failed; %s%n%s"
              .formatted(folder, ADVICE, Files.readString(errors, StandardCharsets.UTF_8)));
    }
    return Files.readString(rendered, StandardCharsets.UTF_8);
  }

  private static Process start(Path folder, Path rendered, Path errors) {
    try {
      return new ProcessBuilder("kubectl", "kustomize", folder.toString())
          .redirectOutput(Redirect.to(rendered.toFile()))
          .redirectError(Redirect.to(errors.toFile()))
          .start();
    } catch (IOException absent) {
      throw new AssertionError("no kubectl: " + ADVICE, absent);
    }
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
