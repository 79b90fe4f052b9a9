package dev.paykore.gateway.faults.host;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that keep their connections, each with a request every few milliseconds, GET and POST in
 * turn. A client leaves a connection when it is told to, and never sends anything twice.
 */
public final class SteadyClients implements AutoCloseable {

  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<String> answered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toldToLeave = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /** So many clients more, each with connections of its own. */
  public SteadyClients with(int clients, KeptConnection.Source connections) {
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofVirtual().start(() -> run(connections)));
    }
    return this;
  }

  /** The methods and paths of all that was answered with 200. */
  public List<String> answered() {
    return List.copyOf(answered);
  }

  /** How many requests were answered with 200. */
  public int answers() {
    return answers.get();
  }

  /** What went wrong. */
  public List<String> failed() {
    return List.copyOf(failed);
  }

  /** How often a client was told to leave its connection. */
  public int toldToLeave() {
    return toldToLeave.get();
  }

  /** How many requests have been sent. */
  public int sent() {
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

  private void run(KeptConnection.Source connections) {
    KeptConnection kept = null;
    while (!stopped) {
      kept = request(kept, connections);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    if (kept != null) {
      kept.close();
    }
  }

  /** The connection, if it is still good. */
  private @Nullable KeptConnection request(
      @Nullable KeptConnection kept, KeptConnection.Source connections) {
    int number = sent.getAndIncrement();
    String method = number % 2 == 0 ? "GET" : "POST";
    String path = "/v1/r" + number;
    try {
      KeptConnection connection = kept == null ? connections.connect() : kept;
      note(method + " " + path, connection.request(method, path));
      return connection.isToldToLeave() ? left(connection) : connection;
    } catch (AssertionError | UncheckedIOException e) {
      failed.add(method + " " + path + " " + e);
      return null;
    }
  }

  private void note(String request, int status) {
    if (status == 200) {
      answered.add(request);
      answers.incrementAndGet();
    } else {
      failed.add(request + " " + status);
    }
  }

  private @Nullable KeptConnection left(KeptConnection connection) {
    toldToLeave.incrementAndGet();
    connection.close();
    return null;
  }
}
