package dev.paykore.bench.report;

import dev.paykore.bench.plan.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Keeps reports in {@code bench/results/}; a quick run's are not worth to be kept for long. */
public final class ResultsFile {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

  private ResultsFile() {}

  /** Writes the report and gives the file's name within the project. */
  public static Path write(Path project, Options options, String report) {
    String time = LocalDateTime.now(ZoneOffset.UTC).format(TIME);
    Path file = Path.of("bench", "results", time + (options.quick() ? "-quick" : "") + ".md");
    try {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(project.resolve(file), report);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
