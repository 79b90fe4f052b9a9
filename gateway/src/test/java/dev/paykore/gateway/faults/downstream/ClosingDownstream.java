package dev.paykore.gateway.faults.downstream;

import dev.paykore.gateway.testing.Downstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers and then, without having said so, ends the connection at an awkward moment: at once, or
 * within milliseconds, by an end or by a reset. Counts how often each call arrives.
 */
final class ClosingDownstream implements Downstream.Script {

  /** The header by which a call is counted. */
  static final String CALL = "X-Call";

  private static final Pattern CALL_FIELD = Pattern.compile("(?i)\r\nx-call: (\\S+)\r\n");
  private static final int MAX_PAUSE_MICROS = 3_000;

  private final Map<String, Integer> arrivals = new ConcurrentHashMap<>();

  @Override
  public void answer(InputStream in, OutputStream out, String head) throws IOException {
    Matcher call = CALL_FIELD.matcher(head);
    if (call.find()) {
      arrivals.merge(call.group(1), 1, Integer::sum);
    }
    Downstream.ok("ok").answer(in, out, head);
    Random random = ThreadLocalRandom.current();
    switch (random.nextInt(6)) {
      case 0 -> out.close();
      case 1 -> Downstream.thenReset(Downstream.text("")).answer(in, out, head);
      case 2 -> {
        pause(random);
        out.close();
      }
      case 3 -> {
        pause(random);
        Downstream.thenReset(Downstream.text("")).answer(in, out, head);
      }
      default -> {
        // Keeps it.
      }
    }
  }

  /** How often the call has arrived that arrived most often, of those whose names begin so. */
  int mostArrivals(String prefix) {
    return arrivals.entrySet().stream()
        .filter(call -> call.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private static void pause(Random random) {
    try {
      Thread.sleep(Duration.ofNanos(1_000L * random.nextInt(MAX_PAUSE_MICROS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
