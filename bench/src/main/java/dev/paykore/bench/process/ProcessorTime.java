package dev.paykore.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much processor time processes have used, as Linux tells it in {@code /proc}. */
public final class ProcessorTime {

  /** Linux counts in hundredths of a second towards programs, on every machine. */
  private static final long MICROS_PER_TICK = 10_000;

  /** After the name, which may hold anything but ends with the last parenthesis: proc(5). */
  private static final int USER_TICKS = 11;

  private ProcessorTime() {}

  /** Of all of them together, in µs, in user and in kernel mode. */
  public static long micros(List<Long> processIds) {
    return processIds.stream().mapToLong(ProcessorTime::micros).sum();
  }

  private static long micros(long processId) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(processId), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
      return ticks * MICROS_PER_TICK;
    } catch (IOException goneOrAnotherSystem) {
      return 0;
    }
  }
}
