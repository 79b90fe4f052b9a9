package dev.paykore.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory processes have in use, as Linux tells it in {@code /proc}. */
public final class ResidentMemory {

  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /** The resident memory of all of them together, in KiB; 0 where the system does not tell. */
  public static long kibibytes(List<Long> processIds) {
    return processIds.stream().mapToLong(ResidentMemory::kibibytes).sum();
  }

  private static long kibibytes(long processId) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(processId), "status")).stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException goneOrAnotherSystem) {
      return 0;
    }
  }
}
