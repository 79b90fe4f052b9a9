package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client and the logs learn of a failure behind the guard. */
@TestInstance(Lifecycle.PER_CLASS)
class FailureTests {

  private GuardedEdge edge;

  @BeforeAll
  void start() {
    edge = GuardedEdge.withDefaults();
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/html", "application/xml", "nonsense"})
  void aBugIs500InTheEnvelopeWhateverTheClientAccepts(String accepted) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /bug HTTP/1.1", "Host: a", "Accept: " + accepted, "");
      EdgeAnswer.of(ErrorCode.INTERNAL_ERROR)
          .withMeta("\"forwarded\":\"unknown\"")
          .assertIs(client.read());
    }
  }

  @Test
  void aBugIsLoggedOnceWithTheRequestsId() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port());
        LogCapture log = LogCapture.of("dev.paykore.gateway.error");
        LogCapture access = LogCapture.of("access")) {
      String id = client.send("GET /bug HTTP/1.1", "Host: a", "").read().header("X-Request-Id");
      assertThat(log.text())
          .containsOnlyOnce("Request " + id + " failed")
          .containsOnlyOnce("IllegalStateException: a bug");
      await().until(() -> !access.linesOf(id).isEmpty());
      assertThat(access.linesOf(id).getFirst())
          .containsEntry("status", "500")
          .containsEntry("code", "INTERNAL_ERROR")
          .containsEntry("forwarded", "unknown");
    }
  }

  @Test
  void aBugAnsweredToHeadHasNoBody() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("HEAD /bug HTTP/1.1", "Host: a", "");
      EdgeAnswer.of(ErrorCode.INTERNAL_ERROR)
          .withMeta("\"forwarded\":\"unknown\"")
          .assertHeadIs(client.readWithoutBody());
      assertThat(client.send("GET /a HTTP/1.1", "Host: a", "").read().status()).isEqualTo(200);
    }
  }

  @Test
  void aResponseThatCannotBeFinishedIsSeenToBeCut() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port());
        LogCapture access = LogCapture.of("access")) {
      client.send("GET /broken-off HTTP/1.1", "Host: a", "");
      assertThat(client.readToEnd()).contains("half").doesNotContain("\r\n0\r\n");
      await().until(() -> access.text().contains("200 GET /broken-off"));
      assertThat(access.text()).contains("cut=\"true\"");
    }
  }

  @Test
  void aResponseThatTheClientLeavesIsToldToBeCut() {
    try (LogCapture access = LogCapture.of("access")) {
      RawHttpClient client = RawHttpClient.connect(edge.port());
      client.send("GET /endless HTTP/1.1", "Host: a", "");
      client.skipTo("half");
      client.reset();
      await().until(() -> access.text().contains("200 GET /endless"));
      assertThat(access.text()).contains("cut=\"true\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\nbroken\r\n\r\n",
        "GET / HTTP/1.1\r\nX-API-Key: %s\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:xx\r\nAuthorization: Bearer %s\r\n\r\n",
        "GET /%s HTTP/7.7\r\nHost: a\r\n\r\n",
        "GET /a?key=%s| HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET //%s HTTP/1.1\r\nHost: a\r\n\r\n",
        "%s / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a?key=%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /bug?key=%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /broken-off?key=%s HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /bug HTTP/1.1\r\nHost: a\r\nX-API-Key: %s\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void noKeyIsLoggedWhereverItStands(String request) {
    String digits = "0123456789abcdef".repeat(4);
    String key = "sk_test_" + digits;
    try (RawHttpClient client = RawHttpClient.connect(edge.port());
        LogCapture log = LogCapture.ofAllAsConfigured()) {
      client.sendText(request.formatted(key));
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 ");
      await().until(() -> log.text().contains("request_id="));
      assertThat(log.text()).doesNotContain(digits);
    }
  }

  @Test
  void noKeyIsLoggedWhenTheClientResetsTheConnectionInItsBody() {
    String digits = "0123456789abcdef".repeat(4);
    String target = "/up?key=sk_live_" + digits;
    int begun = edge.farSide().begun();
    try (LogCapture log = LogCapture.ofAllAsConfigured()) {
      RawHttpClient client = RawHttpClient.connect(edge.port());
      client.send("POST " + target + " HTTP/1.1", "Host: a", "Content-Length: 9", "", "half");
      await().until(() -> edge.farSide().begun() > begun);
      client.reset();
      await().until(() -> log.text().contains("499 POST /up"));
      assertThat(log.text()).doesNotContain(digits);
    }
  }
}
