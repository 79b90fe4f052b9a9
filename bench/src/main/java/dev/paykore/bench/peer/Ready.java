package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.keys.PresentedKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Calls a peer now and then: to wait for it, and to see that it answers what it should. */
public final class Ready {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);
  private static final int OK = 200;

  private Ready() {}

  /** Waits until the peer answers 200 to a key that exists. */
  public static void await(RunningPeer peer, PresentedKey key) {
    await(peer, "/v1/wallets", key);
  }

  /** Waits until the peer answers 200 at that path. */
  public static void await(RunningPeer peer, String path, PresentedKey key) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (status(peer, path, key) != OK) {
      ChildProcess process = peer.process();
      boolean ended = process != null && !process.isAlive();
      if (ended || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s did not get ready: %s"
                .formatted(peer.peer().wireName(), process == null ? "" : process.lastWords()));
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  /** The status of one request, or 0 if there was no answer. */
  public static int status(RunningPeer peer, String path, PresentedKey key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(peer.url() + path))
            .timeout(PATIENCE)
            .header("X-API-Key", key.reveal())
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a peer starts", e);
    }
  }
}
