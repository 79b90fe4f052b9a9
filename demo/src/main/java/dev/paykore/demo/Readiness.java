package dev.paykore.demo;

import dev.paykore.demo.keys.DemoKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks the edge over HTTP until it answers, for itself and for the services behind it. */
final class Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final String OK = "status 200";

  private Readiness() {}

  /**
   * Waits for readiness, and for a sandbox and a live wallet service through the edge.
   *
   * @throws DemoException that names what did not answer in time
   */
  static void await(DemoPorts ports, DemoKeys keys) {
    URI wallets = URI.create(ports.edge().url() + "/v1/wallets");
    try (HttpClient client = HttpClient.newHttpClient()) {
      await(client, ask(URI.create(ports.management().url() + "/actuator/health/readiness")));
      await(client, ask(wallets).header("X-API-Key", keys.sandbox()));
      await(client, ask(wallets).header("X-API-Key", keys.live()));
    }
  }

  private static HttpRequest.Builder ask(URI uri) {
    return HttpRequest.newBuilder(uri)
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(REQUEST_TIMEOUT);
  }

  private static void await(HttpClient client, HttpRequest.Builder question) {
    HttpRequest request = question.build();
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    String answer = answer(client, request);
    while (!answer.equals(OK)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new DemoException(
            "%s did not get ready: %s (expected: %s)".formatted(request.uri(), answer, OK));
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      answer = answer(client, request);
    }
  }

  /** The status, or why there is none. */
  private static String answer(HttpClient client, HttpRequest request) {
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .handle(
            (response, failure) ->
                failure == null ? "status " + response.statusCode() : NestedMessages.of(failure))
        .join();
  }
}
