package dev.paykore.gateway.faults.http1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One shape of the corpus in {@code src/test/resources/corpus}: a line {@code expectation | name |
 * bytes} of a file of its class. The bytes are as {@link ShapeText} reads them. The expectation is
 *
 * <ul>
 *   <li>400, 405, 414 or 431: refused before anything else sees it, and the connection is closed;
 *   <li>401, 404 or 413: answered by the edge, and nothing of it arrives;
 *   <li>{@code GET /a 0, POST /b 4}: these arrive, each with so many bytes of body, and nothing
 *       else;
 *   <li>{@code broken}: its body cannot be understood, so it never arrives whole;
 *   <li>{@code cut}: the client goes away before the end, so it never arrives whole.
 * </ul>
 */
record Shape(String file, String expectation, String name, String text) {

  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
  private static final int PARTS = 3;

  /** All shapes of a folder of the corpus, file by file. */
  static List<Shape> in(String folder) {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      return files.sorted().flatMap(Shape::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(String key) {
    return ShapeText.read(text, key);
  }

  /** Whether it is refused by the guard, with its status. */
  boolean isRefused() {
    return List.of("400", "405", "414", "431").contains(expectation);
  }

  /** Whether it is answered by a later stage of the edge, with its status. */
  boolean isAnswered() {
    return List.of("401", "404", "413").contains(expectation);
  }

  boolean isBroken() {
    return expectation.equals("broken");
  }

  boolean isCut() {
    return expectation.equals("cut");
  }

  /** What arrives of a shape that passes. */
  List<String> arrivals() {
    return isRefused() || isAnswered() || isBroken() || isCut()
        ? List.of()
        : List.of(expectation.split(", "));
  }

  @Override
  public String toString() {
    return file + ": " + name + " (" + expectation + ")";
  }

  private static Stream<Shape> read(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> parse(file.getFileName().toString().replace(".txt", ""), line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Shape parse(String file, String line) {
    String[] parts = line.split(" \\| ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "'%s' in %s (expected: expectation | name | bytes)".formatted(line, file));
    }
    return new Shape(file, parts[0], parts[1], parts[2]);
  }
}
