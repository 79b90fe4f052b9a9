package dev.paykore.gateway.reload;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Some clients that send request after request, each on a connection that it keeps. */
final class Load implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int OK = 200;

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Set<String> bodies;
  private final List<Thread> clients;

  private Load(RunningEdge edge, IssuedKey key, Set<String> bodies, BooleanSupplier done) {
    this.bodies = bodies;
    this.clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> Thread.ofVirtual().start(() -> run(edge, key, done)))
            .toList();
  }

  /** Sends until it is done, and expects one of the bodies each time. */
  static Load start(RunningEdge edge, IssuedKey key, Set<String> bodies, BooleanSupplier done) {
    return new Load(edge, key, bodies, done);
  }

  /** What was answered otherwise than with 200 and one of the bodies. */
  List<String> failures() {
    return failures;
  }

  int answers() {
    return answers.get();
  }

  private void run(RunningEdge edge, IssuedKey key, BooleanSupplier done) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      while (!done.getAsBoolean()) {
        RawResponse response =
            RunningEdge.send(client, "GET /v1/wallets", "X-API-Key: " + key.key().reveal());
        answers.incrementAndGet();
        if (response.status() != OK || !bodies.contains(response.body())) {
          failures.add(response.toString());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (AssertionError | RuntimeException e) {
      failures.add(e.toString());
    }
  }

  @Override
  public void close() {
    for (Thread client : clients) {
      client.interrupt();
    }
  }
}
