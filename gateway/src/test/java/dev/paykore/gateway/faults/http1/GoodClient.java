package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawHttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that goes on with its work while others are slow, and counts what it gets. */
final class GoodClient implements AutoCloseable {

  /** As late as a busy machine may be; what hangs is given up after 10 s. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final HostileEdge edge;
  private final AtomicInteger answered = new AtomicInteger();
  private final CompletableFuture<Void> work;
  private volatile boolean finished;
  private volatile long longestNanos;

  GoodClient(HostileEdge edge) {
    this.edge = edge;
    this.work = CompletableFuture.runAsync(this::run, Thread::startVirtualThread);
  }

  /** How many requests were answered, each with 200. */
  int answered() {
    return answered.get();
  }

  long longestMillis() {
    return Duration.ofNanos(longestNanos).toMillis();
  }

  private void run() {
    try (RawHttpClient client = edge.connect()) {
      while (!finished) {
        long begun = System.nanoTime();
        client.send("GET /good HTTP/1.1", "Host: localhost", "X-API-Key: " + edge.key, "");
        assertThat(client.read().status()).isEqualTo(200);
        longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
        answered.incrementAndGet();
      }
    }
  }

  /** Ends the work, and fails if any of it did or took long. */
  @Override
  public void close() {
    finished = true;
    work.join();
    assertThat(answered.get()).isPositive();
    assertThat(Duration.ofNanos(longestNanos)).isLessThan(LONGEST);
  }
}
