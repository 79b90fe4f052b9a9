package dev.paykore.gateway.observability.logging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes a time as {@link Instant#toString} does. A busy edge writes thousands in one second, so
 * the text of the last one's second is kept.
 */
final class EcsTime {

  private static final int MILLION = 1_000_000;
  private static final int THOUSAND = 1_000;

  private long keptSecond = Long.MIN_VALUE;
  private byte[] keptText = {};

  void write(Instant time, LineBytes line) {
    line.add(textOf(time.getEpochSecond()));
    writeFraction(time.getNano(), line);
    line.add('Z');
  }

  private byte[] textOf(long second) {
    if (second != keptSecond) {
      String text = Instant.ofEpochSecond(second).toString();
      keptText = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
      keptSecond = second;
    }
    return keptText;
  }

  /** In groups of three digits, as many as there are. */
  private static void writeFraction(int nanos, LineBytes line) {
    if (nanos == 0) {
      return;
    }
    line.add('.');
    if (nanos % MILLION == 0) {
      line.addDigits(nanos / MILLION, 3);
    } else if (nanos % THOUSAND == 0) {
      line.addDigits(nanos / THOUSAND, 6);
    } else {
      line.addDigits(nanos, 9);
    }
  }
}
