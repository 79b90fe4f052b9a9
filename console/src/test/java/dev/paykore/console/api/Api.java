package dev.paykore.console.api;

import dev.paykore.console.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the REST API, with one token or none. */
final class Api {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String url;
  private final @Nullable String token;

  private Api(String url, @Nullable String token) {
    this.url = url;
    this.token = token;
  }

  /** A client of a console that a test has of its own. */
  static Api at(String url, String token) {
    return new Api(url, token);
  }

  static Api nobody() {
    return new Api(Console.url(), null);
  }

  static Api withToken(String token) {
    return new Api(Console.url(), token);
  }

  static Api operator() {
    return new Api(Console.url(), Console.bootstrap().createToken("operator", null).secret());
  }

  static Api partner(String partnerId) {
    return new Api(Console.url(), Console.bootstrap().createToken("partner", partnerId).secret());
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer post(String path) {
    return send("POST", path, null);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Answer send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    JsonNode body() {
      return JSON.readTree(response.body());
    }

    String text(String field) {
      return body().get(field).stringValue();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The names of the fields that problem details call wrong. */
    java.util.List<String> wrongFields() {
      return body().get("errors").valueStream().map(e -> e.get("field").stringValue()).toList();
    }
  }
}
