package dev.paykore.gateway.faults.leaks;

import dev.paykore.gateway.testing.RawHttpClient;
import java.util.ArrayList;
import java.util.List;

/** Requests with a key in every place where a client may put one, by right or by mistake. */
final class KeysEverywhere {

  static final String FOREIGN = "c2VjcmV0LW9mLXNvbWVvbmU";

  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

  private KeysEverywhere() {}

  /** Sends all of them and gives what came back. */
  static List<String> sendTo(int port, String key) {
    List<String> answers = new ArrayList<>();
    for (String request : requests(key)) {
      answers.add(send(port, request));
    }
    return answers;
  }

  private static List<String> requests(String key) {
    List<String> requests = new ArrayList<>(understood(key));
    requests.addAll(broken(key));
    return requests;
  }

  private static List<String> understood(String key) {
    String good = HOST + "X-API-Key: " + key + "\r\n";
    return List.of(
        get("/v1", good),
        get("/v1", good + "Authorization: Bearer " + FOREIGN + "\r\n"),
        get("/v1", HOST + "Authorization: Bearer " + key + "\r\n"),
        get("/v1", HOST + "Authorization: Basic " + FOREIGN + "\r\n"),
        get("/v1", HOST + "Cookie: key=" + key + "\r\n"),
        get("/v1", good + "X-Note: " + key + "\r\nUser-Agent: " + key + "\r\n"),
        get(
            "/v1",
            good
                + "traceparent: 00-"
                + key.substring(8, 40)
                + "-"
                + key.substring(40, 56)
                + "-01\r\n"),
        get("/v1", good + trace("vendor=" + key)),
        get("/v1", good + trace("a=b\r\ntracestate: vendor=a" + key.substring(8))),
        get("/v1?key=" + key, HOST),
        get("/v1?a=b&X-API-Key=" + key + "&c=d", good),
        get("/v1/" + key + "/x", good),
        get("/refused/" + key, good),
        get("/silent/" + key, good),
        get("http://localhost/v1/" + key, good),
        "POST /v1 HTTP/1.1\r\n" + good + "Content-Length: " + key.length() + "\r\n\r\n" + key,
        "POST /v1 HTTP/1.1\r\n"
            + good
            + "Trailer: X-Key\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Key: "
            + key
            + "\r\n\r\n");
  }

  private static String trace(String state) {
    return "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntracestate: "
        + state
        + "\r\n";
  }

  /** Heads and bodies that are never understood, for the server to complain of. */
  private static List<String> broken(String key) {
    String given = "X-API-Key: " + key + "\r\n";
    return List.of(
        "GET /v1 HTTP/9.9\r\n" + HOST + given + "\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + "X-API-Key : " + key + "\r\n\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + "Content-Length: x\r\n" + given + "\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + key + "\r\n\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + key + ": a\u0000b\r\n\r\n",
        "GET /v1 HTTP/1.1\r\nHost: " + key + "\r\nConnection: close\r\n\r\n",
        "GET /v1 HTTP/1.1\r\nHost: " + key + ":x\r\nConnection: close\r\n\r\n",
        "GET /v1 HTTP/1.1\r\nHost: a\r\nHost: " + key + "\r\n\r\n",
        "GET /../" + key + " HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /%zz" + key + " HTTP/1.1\r\n" + HOST + given + "\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + "Cookie: " + key + "\u0001\r\n" + given + "\r\n",
        "GET /v1 HTTP/1.1\r\nHost: localhost\r\nConnection: close, " + key + "\r\n\r\n",
        key + " /v1 HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /v1 " + key + "\r\n" + HOST + "\r\n",
        "GET /v1 HTTP/1.1\r\n" + HOST + "X: " + key.repeat(200) + "\r\n\r\n",
        "GET /" + key.repeat(100) + " HTTP/1.1\r\n" + HOST + "\r\n",
        "POST /v1 HTTP/1.1\r\n"
            + HOST
            + given
            + "Transfer-Encoding: chunked\r\n\r\n"
            + key
            + "\r\n\r\n",
        "POST /v1 HTTP/1.1\r\n" + HOST + given + "Transfer-Encoding: " + key + "\r\n\r\n",
        key + "\r\n\r\n");
  }

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
  }

  private static String send(int port, String request) {
    try (RawHttpClient client = RawHttpClient.connect(port)) {
      client.sendText(request);
      return client.readToEnd();
    }
  }
}
