package dev.paykore.gateway.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The management port of an edge, asked on a new connection each time. */
public record ManagementPort(int port) {

  public static final int OK = 200;

  /** In place of a status when nobody answers. */
  public static final int NO_ANSWER = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  public int readiness() {
    return status("/actuator/health/readiness");
  }

  public int liveness() {
    return status("/actuator/health/liveness");
  }

  /** The sum over all tags of a meter, by its Prometheus name; 0 without it. */
  public double meter(String name) {
    return body("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What a path answers, or an empty text when nobody does. */
  public String body(String path) {
    try {
      return get(path).body();
    } catch (IOException noAnswer) {
      return "";
    }
  }

  private int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException noAnswer) {
      return NO_ANSWER;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    URI uri = URI.create("http://localhost:%d%s".formatted(port, path));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
