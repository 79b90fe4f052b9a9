package dev.paykore.bench.comparison;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Says on standard error how far a run is. */
final class Progress {

  private Progress() {}

  static void say(String words) {
    System.err.println(
        "bench "
            + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
            + " "
            + words);
  }
}
