package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests that come at their time, whether or not those before them have been answered. What one
 * takes counts from the time at which it was due.
 */
final class OpenLoop {

  /**
   * What became of one request.
   *
   * @param status 0 without an answer
   * @param retryAfter whether the answer says when to come back
   */
  record Outcome(int status, boolean retryAfter, long millis) {}

  private final int port;
  private final String[] request;
  private final Deque<RawHttpClient> idle = new ConcurrentLinkedDeque<>();

  OpenLoop(int port, String keyHeader) {
    this.port = port;
    this.request = new String[] {"GET /v1/wallets HTTP/1.1", "Host: localhost", keyHeader, ""};
  }

  /** Runs so many requests a second for so long, and waits for the last. */
  List<Outcome> run(int perSecond, Duration time) {
    List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    long begun = System.nanoTime();
    long count = perSecond * time.toSeconds();
    for (long i = 0; i < count; i++) {
      long due = begun + i * Duration.ofSeconds(1).toNanos() / perSecond;
      LockSupport.parkNanos(due - System.nanoTime());
      threads.add(Thread.ofVirtual().start(() -> outcomes.add(request(due))));
    }
    threads.forEach(OpenLoop::join);
    idle.forEach(RawHttpClient::close);
    idle.clear();
    return outcomes;
  }

  private Outcome request(long due) {
    try {
      RawHttpClient kept = idle.poll();
      RawHttpClient client = kept == null ? RawHttpClient.connect(port) : kept;
      RawResponse response = client.send(request).read();
      idle.push(client);
      return new Outcome(response.status(), response.has("retry-after"), since(due));
    } catch (AssertionError | UncheckedIOException e) {
      return new Outcome(0, false, since(due));
    }
  }

  private static long since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
