package dev.paykore.gateway.faults.leaks;

import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The same as {@link KeysEverywhere} by HTTP/2, as far as it has such places. */
final class KeysOverHttp2 {

  private KeysOverHttp2() {}

  /** Sends all of them, each on a connection of its own, and gives what came back. */
  static List<String> sendTo(int port, SSLContext trust, String key) {
    return requests(key).stream().map(request -> send(port, trust, request)).toList();
  }

  private static List<Headers> requests(String key) {
    return List.of(
        good("/v1", key),
        good("/v1", key).with("authorization", "Bearer " + KeysEverywhere.FOREIGN),
        good("/v1", key).with("x-note", key).with("user-agent", key),
        good("/v1/" + key + "/x?key=" + key, key),
        good("/refused/" + key, key),
        Http2Client.get("/v1").with("authorization", "Bearer " + key),
        Http2Client.get("/v1").with("cookie", "key=" + key),
        // None of these is well-formed.
        good("/../" + key, key),
        good("/v1", key).with("X-API-Key", key),
        good("/v1", key).with(key + " ", "a"),
        good("/v1", key).with("x-note", key + "\r\n" + key),
        good("/v1", key).with("connection", key),
        good("/v1", key).with("te", key),
        good("/v1", key).with(":" + key, key),
        good("/v1", key).with("content-length", key),
        good("/v1", key).with("x-note", key.repeat(200)),
        good(key, key),
        Http2Client.head(key + " ", "/v1").with("x-api-key", key),
        Http2Client.get("/v1").without(":authority").with(":authority", key + ":x"));
  }

  private static Headers good(String path, String key) {
    return Http2Client.get(path).with("x-api-key", key);
  }

  private static String send(int port, SSLContext trust, Headers request) {
    try (Http2Client client = Http2Client.connect(port, trust)) {
      return client.answer(client.request(request)).toString();
    }
  }
}
