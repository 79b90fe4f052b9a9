package dev.paykore.bench.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the virtual machine that a pod gets. They stand in its manifest alone; a cache is
 * trained with the very same ones, because it does not hold for another collector.
 */
final class PodOptions {

  private static final Pattern OPTIONS =
      Pattern.compile("name: JAVA_TOOL_OPTIONS\\n(?: *#.*\\n)* *value: >-\\n((?: +-[XD].*\\n)+)");

  private PodOptions() {}

  /** Those of the Deployment in {@code k8s/base/NAME}. */
  static String of(Path project, String name) {
    Path manifest = project.resolve("k8s/base/" + name + "/deployment.yaml");
    try {
      Matcher matcher = OPTIONS.matcher(Files.readString(manifest));
      if (!matcher.find()) {
        throw new IllegalStateException("no JAVA_TOOL_OPTIONS in " + manifest);
      }
      return matcher.group(1).strip().replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
