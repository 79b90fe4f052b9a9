package dev.paykore.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder for one server's files, which belongs to this user alone and lies among the system's
 * temporary files.
 *
 * @param path where it is
 */
public record Folder(Path path) {

  private static final int LAST_LINES = 15;

  /** A new, empty folder. */
  public static Folder create(String name) {
    try {
      return new Folder(Files.createTempDirectory("paykore-bench-" + name + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in it, which may not exist. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Writes a file into it. */
  public Path write(String name, byte[] content) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a resource of a class into it, with a value in place of each {@code ${name}}. */
  public Path write(Class<?> owner, String resource, Map<String, String> values) {
    try (InputStream content =
        Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
      String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return write(resource, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes it with all that is in it. */
  public void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void truncate(String name) {
    try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.WRITE)) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String lastLines(String name) {
    try {
      List<String> lines = Files.readAllLines(file(name), StandardCharsets.ISO_8859_1);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }
}
