package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RunningEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What an edge holds in memory once its garbage is collected.
 *
 * @param heapBytes of the Java heap
 * @param directBytes of Netty's buffers and all others outside the heap
 */
record EdgeMemory(long heapBytes, long directBytes) {

  /** Collects the garbage of an edge, and measures what is left. */
  static EdgeMemory of(EdgeProcess edge) {
    collectGarbage(edge.pid());
    String metrics = metrics(edge);
    return new EdgeMemory(
        sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
        sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\""));
  }

  /** What was there before is subtracted. */
  EdgeMemory since(EdgeMemory before) {
    return new EdgeMemory(heapBytes - before.heapBytes, directBytes - before.directBytes);
  }

  long totalBytes() {
    return heapBytes + directBytes;
  }

  private static String metrics(EdgeProcess edge) {
    try (RawHttpClient client = RawHttpClient.connect(edge.managementPort())) {
      return RunningEdge.send(client, "GET /actuator/prometheus").body();
    }
  }

  private static long sum(String metrics, String prefix) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void collectGarbage(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process collection =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (collection.waitFor() != 0) {
        throw new IllegalStateException("jcmd did not collect the garbage of " + pid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
