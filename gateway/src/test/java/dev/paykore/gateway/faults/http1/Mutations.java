package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.RawHttpClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Whatever a shape is changed into, the downstream gets only requests in the one form, each of
 * which the edge has counted once. The changes are the same in each run; the shape of a failure is
 * in its message and belongs into the corpus.
 */
final class Mutations {

  private static final long SEED = 5;
  private static final int AT_ONE_TIME = 256;
  private static final int BATCH = 2_000;
  private static final Duration SILENCE = Duration.ofMillis(250);

  private final List<Shape> shapes =
      Shape.in("http1").stream().filter(shape -> !shape.file().equals("sizes")).toList();
  private final Semaphore free = new Semaphore(AT_ONE_TIME);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private int arrived;

  /** Sends so many, checks all that arrived, and hands in the line of the row. */
  void run(HostileEdge edge, int mutations) {
    for (int done = 0; done < mutations; done += BATCH) {
      send(edge, done, Math.min(done + BATCH, mutations));
      check(edge);
    }
    FaultRow.of("S1", "the same shapes, each changed at random in up to four places")
        .promised("the downstream gets requests in one form, each counted once by the edge")
        .seen(
            "%,d mutations, %,d answers, %,d requests arrived; each counted once, 0 violations",
            mutations, answers.get(), arrived);
  }

  private void send(HostileEdge edge, int from, int to) {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(from, to)
          .forEach(
              number -> {
                free.acquireUninterruptibly();
                var _ = clients.submit(() -> send(edge, number));
              });
    }
  }

  private void send(HostileEdge edge, int number) {
    Random random = new Random(SEED * Integer.MAX_VALUE + number);
    Shape shape = shapes.get(random.nextInt(shapes.size()));
    byte[] bytes = new Mutation(random).of(shape.bytes(edge.key));
    try (RawHttpClient client = edge.connect()) {
      client.sendBytes(edge.withCanary(bytes));
      answers.addAndGet(client.readUntilSilent(SILENCE).size());
    } catch (UncheckedIOException cutOff) {
      // The edge may close the connection while the client still sends.
    } catch (AssertionError notHttp) {
      failures.add(notHttp.getMessage() + ": " + ShapeText.write(bytes));
    } finally {
      free.release();
    }
  }

  private void check(HostileEdge edge) {
    assertThat(failures).isEmpty();
    assertThat(edge.echo.violations()).isEmpty();
    await().untilAsserted(() -> expectEachCounted(edge));
    arrived += edge.echo.arrived().size();
    edge.echo.arrived().clear();
    edge.counted.forget();
  }

  private static void expectEachCounted(HostileEdge edge) {
    edge.echo
        .arrived()
        .keySet()
        .forEach(id -> assertThat(edge.counted.linesOf(id)).as(id).hasSize(1));
  }
}
