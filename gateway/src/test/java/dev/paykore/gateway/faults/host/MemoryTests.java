package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * More bodies at one time than there is memory for. Moving them takes the edge and its clients
 * seven seconds of a processor, and each has 10 s for its answer; so nothing else runs meanwhile.
 */
@Tag("alone")
@ExtendWith(HostStoresExtension.class)
class MemoryTests {

  private static final int UNANSWERED = 0;
  private static final byte[] BODY = new byte[1_000_000];
  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestNanos = new AtomicLong();

  @ParameterizedTest
  @CsvSource({"64, 2000", "24, 1500"})
  void manyLargeBodiesAtOnceAreServedOrRefusedAndTheEdgeIsGoodAgainAfterwards(
      int directMegabytes, int connections, HostStores host) throws Exception {
    try (EdgeProcess edge =
        host.launch()
            .jvm(
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=" + directMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError")
            .start()) {
      host.downstream().will((in, out, head) -> readSlowly(in, out));
      Map<Integer, Integer> seen = post(edge, host.keyHeader(), connections);
      assertThat(edge.isAlive()).isTrue();
      assertThat(seen).as("unanswered: %s", unanswered).containsOnlyKeys(200, 503);
      await().atMost(RECOVERY).until(() -> edge.management().readiness() == 200);
      await()
          .atMost(RECOVERY)
          .until(() -> post(edge, host.keyHeader(), 10).equals(Map.of(200, 10)));
      assertThat(edge.output()).doesNotContain("OutOfDirectMemoryError", "OutOfMemoryError");
      FaultRow.of(
              "H1",
              "256 MB of heap, %d MB outside it, many bodies of 1 MB at once"
                  .formatted(directMegabytes))
          .promised(
              "served, or 503 and the end of the connection: each is answered; never out of"
                  + " memory; good again")
          .seen(
              "%d connections, so many of each status: %s, none without an answer, the last %d ms"
                  + " after its body; then good",
              connections, seen, Duration.ofNanos(longestNanos.get()).toMillis());
    }
  }

  private static void readSlowly(InputStream in, OutputStream out) throws IOException {
    for (long left = BODY.length; left > 0; ) {
      left -= in.read(new byte[(int) Math.min(left, 16_384)]);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    Downstream.ok("ok").answer(in, out, "");
  }

  private Map<Integer, Integer> post(EdgeProcess edge, String key, int times) throws Exception {
    Map<Integer, Integer> seen = new TreeMap<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status :
          IntStream.range(0, times)
              .mapToObj(i -> clients.submit(() -> postOne(edge.port(), key)))
              .toList()) {
        seen.merge(status.get(), 1, Integer::sum);
      }
    }
    return seen;
  }

  private int postOne(int port, String key) {
    long sentAtNanos = System.nanoTime();
    try (RawHttpClient client = RawHttpClient.connect(port)) {
      client.send(
          "POST /v1/wallets HTTP/1.1",
          "Host: localhost",
          key,
          "Content-Length: " + BODY.length,
          "");
      try {
        client.sendBytes(BODY);
      } catch (UncheckedIOException refusedEarly) {
        // The answer is there all the same.
      }
      sentAtNanos = System.nanoTime();
      int status = client.read().status();
      longestNanos.accumulateAndGet(System.nanoTime() - sentAtNanos, Math::max);
      return status;
    } catch (AssertionError | UncheckedIOException none) {
      Duration waited = Duration.ofNanos(System.nanoTime() - sentAtNanos);
      unanswered.add(none.getMessage() + " for " + waited.toMillis() + " ms");
      return UNANSWERED;
    }
  }
}
