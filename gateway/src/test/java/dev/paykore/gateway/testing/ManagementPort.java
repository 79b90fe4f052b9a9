package dev.paykore.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** The management port of an edge, asked on a new connection each time. */
public record ManagementPort(int port) {

  public static final int OK = 200;

  /** In place of a status when nobody answers. */
  public static final int NO_ANSWER = 0;

  private static final int PATIENCE_MILLIS = 10_000;

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
    try (InputStream body = answer(open(path))) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException noAnswer) {
      return "";
    }
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    InputStream failure = connection.getResponseCode() < 400 ? null : connection.getErrorStream();
    return failure == null ? connection.getInputStream() : failure;
  }

  private int status(String path) {
    try {
      return open(path).getResponseCode();
    } catch (IOException noAnswer) {
      return NO_ANSWER;
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    URL url = URI.create("http://localhost:%d%s".formatted(port, path)).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setRequestProperty("Connection", "close");
    return connection;
  }
}
