package dev.paykore.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who visits the console without a browser: keeps cookies and fills in forms. */
public final class Visitor {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final @Nullable String token;

  private Visitor(@Nullable String token) {
    this.token = token;
  }

  public static Visitor stranger() {
    return new Visitor(null);
  }

  static Visitor withToken(String token) {
    return new Visitor(token);
  }

  public static Visitor loggedIn(String email) {
    Visitor visitor = stranger();
    visitor.logIn(email, Console.PASSWORD);
    return visitor;
  }

  public HttpResponse<String> logIn(String email, String password) {
    return post("/login", Map.of("email", email, "password", password));
  }

  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** Somebody with the same cookies. */
  public Visitor copy() {
    Visitor copy = new Visitor(token);
    copy.cookies.putAll(cookies);
    return copy;
  }

  public Visitor forget(String cookie) {
    cookies.remove(cookie);
    return this;
  }

  /** Gives the status alone; a stream is left after its head. */
  int send(String method, String path, Map<String, Object> input) {
    if (path.endsWith("/live")) {
      return head(path);
    }
    if (method.equals("GET")) {
      return get(path).statusCode();
    }
    return path.startsWith("/api/") ? json(method, path, input) : post(path, input).statusCode();
  }

  private int head(String path) {
    HttpResponse<InputStream> response = send(request(path).GET(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return response.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int json(String method, String path, Map<String, Object> input) {
    String body = JsonMapper.shared().writeValueAsString(input);
    return send(
            request(path)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"),
            BodyHandlers.ofString())
        .statusCode();
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET(), BodyHandlers.ofString());
  }

  /** Sends a form with the token that its page had. */
  public HttpResponse<String> post(String path, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf());
    return postAsIs(path, all);
  }

  /** Sends a form without such a token. */
  public HttpResponse<String> postAsIs(String path, Map<String, ?> fields) {
    return send(
        request(path)
            .POST(form(fields))
            .header("Content-Type", "application/x-www-form-urlencoded"),
        BodyHandlers.ofString());
  }

  private String csrf() {
    Matcher field = CSRF.matcher(get("/login").body());
    return field.find() ? field.group(1) : "";
  }

  private static BodyPublisher form(Map<String, ?> fields) {
    return BodyPublishers.ofString(
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue().toString()))
            .collect(Collectors.joining("&")));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(Console.url() + path)).header("Accept", accept(path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    String cookie =
        cookies.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; "));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private static String accept(String path) {
    if (path.endsWith("/live")) {
      return "text/event-stream";
    }
    return path.startsWith("/api/") ? "application/json" : "text/html";
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      HttpResponse<T> response = HTTP.send(request.build(), handler);
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    String pair = cookie.split(";", 2)[0];
    int end = pair.indexOf('=');
    cookies.put(pair.substring(0, end), pair.substring(end + 1));
  }
}
