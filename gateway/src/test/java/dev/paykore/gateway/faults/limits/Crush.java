package dev.paykore.gateway.faults.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * What became of the requests of one key, sent on many connections as fast as they were answered.
 *
 * @param requests how many were sent; each was answered with 200 or 429
 * @param admitted how many of them with 200
 * @param seconds from before the first to after the last
 */
record Crush(int requests, int admitted, double seconds) {

  private static final int CONNECTIONS_TO_EACH = 8;

  /** Sends requests with the key to all of the edges for so long. */
  static Crush of(IssuedKey key, List<RunningEdge> edges, Duration duration) {
    long startNanos = System.nanoTime();
    long endNanos = startNanos + duration.toNanos();
    Executor threads = task -> Thread.ofVirtual().start(task);
    List<CompletableFuture<Crush>> clients =
        IntStream.range(0, edges.size() * CONNECTIONS_TO_EACH)
            .mapToObj(i -> edges.get(i % edges.size()))
            .map(edge -> CompletableFuture.supplyAsync(() -> one(key, edge, endNanos), threads))
            .toList();
    int requests = clients.stream().mapToInt(client -> client.join().requests).sum();
    int admitted = clients.stream().mapToInt(client -> client.join().admitted).sum();
    return new Crush(requests, admitted, (System.nanoTime() - startNanos) / 1e9);
  }

  /** How many a bucket of this limit lets through in that time. */
  double allowed(int limit) {
    return limit + limit * seconds / 60;
  }

  private static Crush one(IssuedKey key, RunningEdge edge, long endNanos) {
    int requests = 0;
    int admitted = 0;
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      while (System.nanoTime() < endNanos) {
        RawResponse response =
            RunningEdge.send(client, "GET /v1/x", "X-API-Key: " + key.key().reveal());
        assertThat(response.status()).isIn(200, 429);
        requests++;
        admitted += response.status() == 200 ? 1 : 0;
      }
    }
    return new Crush(requests, admitted, 0);
  }
}
