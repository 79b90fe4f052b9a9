package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.keys.Environment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is sent, no key and no Authorization is in anything that the edge writes. */
class NoSecretTests {

  private static final String FOREIGN = "Bearer c2VjcmV0LW9mLXNvbWVvbmU";

  @Test
  void nothingThatTheEdgeWritesHoldsAKey() {
    try (Stores stores = Stores.start();
        Downstream downstream = Downstream.answering("ok");
        EdgeProcess edge =
            EdgeProcess.start(
                stores,
                EdgeOnRoute.folder(
                    EdgeOnRoute.everythingTo(downstream.url())
                        + "logging.level: { root: info, reactor.netty.http.server: debug }\n"))) {
      IssuedKey known = stores.issue(Environment.SANDBOX);
      String unknown = stores.unknownKey(Environment.LIVE).reveal();
      List<String> written = new ArrayList<>();
      for (String secret : List.of(known.key().reveal(), unknown)) {
        for (String request : requestsWith(secret)) {
          written.add(send(edge, request));
        }
      }
      written.add(edge.output());
      stores.redisCommands().keys("*").forEach(written::add);
      assertThat(edge.output()).contains("200 GET /v1", "400 GET /v1", "DEBUG");
      assertThat(written)
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain(digits(known.key().reveal()), digits(unknown), FOREIGN));
    }
  }

  private static List<String> requestsWith(String secret) {
    String host = "Host: localhost\r\nConnection: close\r\n";
    return List.of(
        "GET /v1 HTTP/1.1\r\n" + host + "X-API-Key: " + secret + "\r\n\r\n",
        "GET /v1 HTTP/1.1\r\n"
            + host
            + "X-API-Key: "
            + secret
            + "\r\nAuthorization: "
            + FOREIGN
            + "\r\n\r\n",
        "GET /v1?key=" + secret + " HTTP/1.1\r\n" + host + "\r\n",
        "GET /" + secret + " HTTP/1.1\r\n" + host + "X-API-Key: " + secret + "\r\n\r\n",
        // Heads that are never understood, for the server to complain of.
        "GET /v1 HTTP/9.9\r\n" + host + "X-API-Key: " + secret + "\r\n\r\n",
        "GET /v1 HTTP/1.1\r\n" + host + "X-API-Key : " + secret + "\r\n\r\n",
        "GET /v1 HTTP/1.1\r\n" + host + "Content-Length: x\r\nX-API-Key: " + secret + "\r\n\r\n",
        "POST /v1 HTTP/1.1\r\n"
            + host
            + "Transfer-Encoding: chunked\r\nX-API-Key: "
            + secret
            + "\r\n\r\nnot a chunk\r\n\r\n",
        secret + "\r\n\r\n");
  }

  private static String send(EdgeProcess edge, String request) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendText(request);
      return client.readToEnd();
    }
  }

  private static String digits(String secret) {
    return secret.substring("sk_live_".length());
  }
}
