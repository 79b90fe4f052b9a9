package dev.paykore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the servers keep their files. */
final class ServerFiles {

  private static final int LAST_LINES = 5;

  private ServerFiles() {}

  /**
   * The directory in which unpacked binaries stay from one run to the next. It belongs to this user
   * alone: what lies in it is executed.
   */
  static Path binaries() {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "paykore-edge");
    try {
      Files.createDirectories(cache.getParent());
      if (!Files.isDirectory(cache)) {
        Files.createDirectories(
            cache,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return cache;
    } catch (IOException noWritableHome) {
      return temporary("binaries");
    }
  }

  /** A new directory for one server. */
  static Path temporary(String name) {
    try {
      return Files.createTempDirectory("paykore-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a directory with all that is in it, and who may read and write it. */
  static void copy(Path directory, Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, copy.resolve(directory.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Removes a directory with all that is in it. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of a server's log, for the message of an exception. */
  static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
