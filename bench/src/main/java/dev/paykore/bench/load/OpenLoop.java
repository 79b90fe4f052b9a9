package dev.paykore.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The open loop: requests are due at a fixed rate, whatever becomes of those before them, and the
 * time of each counts from when it was due. A server that stops for a second is so charged with all
 * that came in that second, and not with one slow answer a connection (coordinated omission).
 *
 * <p>Each connection has a thread and every n-th of the due times. Percentiles are exact: every
 * duration is kept.
 */
public final class OpenLoop {

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long START_IN_NANOS = 100_000_000;

  private OpenLoop() {}

  /** Sends the load at so many requests a second and waits for its end. */
  public static Answered send(Load load, double perSecond) {
    long startNanos = System.nanoTime() + START_IN_NANOS;
    List<Future<OpenLoopConnection.Seen>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(load.connections())) {
      for (int i = 0; i < load.connections(); i++) {
        Schedule schedule = schedule(load, perSecond, startNanos, i);
        OpenLoopConnection connection = connection(load);
        running.add(threads.submit(() -> connection.run(schedule)));
      }
    }
    return answered(running.stream().map(OpenLoop::seen).toList(), load);
  }

  /** The due times of one connection: every n-th of all. */
  private static Schedule schedule(Load load, double perSecond, long startNanos, int connection) {
    double between = NANOS_PER_SECOND / perSecond;
    long first = startNanos + Math.round(between * connection);
    double interval = between * load.connections();
    int requests = (int) (load.lasting().toNanos() / interval);
    return new Schedule(first, interval, requests);
  }

  private static OpenLoopConnection connection(Load load) {
    try {
      String key = Files.readAllLines(load.keys()).getFirst();
      return new OpenLoopConnection(URI.create(load.url()), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OpenLoopConnection.Seen seen(Future<OpenLoopConnection.Seen> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a connection of the open loop failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during the open loop", e);
    }
  }

  private static Answered answered(List<OpenLoopConnection.Seen> all, Load load) {
    long[] sorted =
        all.stream()
            .flatMap(seen -> seen.nanos().stream())
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return new Answered(
        sorted.length,
        load.lasting().toNanos() / NANOS_PER_MICRO,
        all.stream().mapToLong(OpenLoopConnection.Seen::refusals).sum(),
        0,
        percentile(sorted, 50) / NANOS_PER_MICRO,
        percentile(sorted, 99) / NANOS_PER_MICRO);
  }

  /** The smallest value that so many of 100 do not exceed (the nearest rank). */
  static long percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) (Math.ceilDiv((long) sorted.length * percent, 100L) - 1)];
  }
}
