package dev.paykore.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of an edge that is a process of its own: jars alone, as in the product, which
 * opens no file for a class that it comes to need. Without what is there for tests alone.
 */
final class EdgeClassPath {

  private static final String JARS =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
          .map(Path::of)
          .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));

  private EdgeClassPath() {}

  static String get() {
    return JARS;
  }

  private static Path jar(Path classes) {
    String name = Integer.toHexString(classes.hashCode()) + ".jar";
    try (Stream<Path> files = Files.walk(classes)) {
      return MadeOnce.file(name, files, path -> jar(classes, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void jar(Path classes, Path jar) {
    int failed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-cf0", jar.toString(), "-C", classes.toString(), ".");
    if (failed != 0) {
      throw new IllegalStateException("no jar of " + classes);
    }
  }
}
