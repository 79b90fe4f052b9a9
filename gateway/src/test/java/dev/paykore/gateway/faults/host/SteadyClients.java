package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that keep their connections, each with a request every few milliseconds, GET and POST in
 * turn. A client leaves a connection when it is told to, and never sends anything twice.
 */
final class SteadyClients implements AutoCloseable {

  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final int port;
  private final String keyHeader;
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toldToClose = new AtomicInteger();
  private final List<Thread> threads;
  private volatile boolean stopped;

  SteadyClients(int clients, int port, String keyHeader) {
    this.port = port;
    this.keyHeader = keyHeader;
    threads =
        IntStream.range(0, clients).mapToObj(i -> Thread.ofVirtual().start(this::run)).toList();
  }

  /** The request lines of all that was answered with 200. */
  List<String> answered() {
    return List.copyOf(answered);
  }

  /** What went wrong. */
  List<String> failed() {
    return List.copyOf(failed);
  }

  /** How often a client was told to leave its connection. */
  int toldToClose() {
    return toldToClose.get();
  }

  /** How many requests have been sent. */
  int sent() {
    return sent.get();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    RawHttpClient connection = null;
    while (!stopped) {
      connection = request(connection);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    if (connection != null) {
      connection.close();
    }
  }

  /** The connection, if it is still good. */
  private @Nullable RawHttpClient request(@Nullable RawHttpClient kept) {
    int number = sent.getAndIncrement();
    String line = "%s /v1/r%d".formatted(number % 2 == 0 ? "GET" : "POST", number);
    try {
      RawHttpClient connection = kept == null ? RawHttpClient.connect(port) : kept;
      connection.send(line + " HTTP/1.1", "Host: localhost", keyHeader, "Content-Length: 0", "");
      RawResponse response = connection.read();
      (response.status() == 200 ? answered : failed).add(line + " " + response.status());
      return isKept(response) ? connection : left(connection);
    } catch (AssertionError | UncheckedIOException e) {
      failed.add(line + " " + e);
      return null;
    }
  }

  private static boolean isKept(RawResponse response) {
    return !response.all("connection").contains("close");
  }

  private @Nullable RawHttpClient left(RawHttpClient connection) {
    toldToClose.incrementAndGet();
    connection.close();
    return null;
  }
}
