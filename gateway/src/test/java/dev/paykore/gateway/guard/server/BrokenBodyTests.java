package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
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

/** A body that breaks off or cannot be understood never reaches the far side as a whole one. */
@TestInstance(Lifecycle.PER_CLASS)
class BrokenBodyTests {

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
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "+1\r\n",
        "0x1\r\n",
        "\r\n",
        "FFFFFFFFFFFFFFFFF\r\n",
        "1\r\naX\r\n",
        "1\r\na\n0\r\n\r\n",
        "1;a=\"\n\"\r\n",
        "1\na\r\n",
        "0\r\nbroken trailer\r\n\r\n",
        "0\r\nX : a\r\n\r\n",
        "0\r\nX: a\u0000b\r\n\r\n"
      })
  void isRefusedWhole(String rest) {
    int before = edge.farSide().whole().size();
    try (RawHttpClient client = RawHttpClient.connect(edge.port());
        LogCapture access = LogCapture.of("access")) {
      begin(client);
      client.sendText(rest);
      String id = expectBadRequest(client);
      client.expectClosed();
      await().until(() -> !access.linesOf(id).isEmpty());
      assertThat(access.linesOf(id))
          .singleElement()
          .satisfies(line -> assertThat(line).contains(entry("status", "400")));
    }
    assertThat(edge.farSide().whole()).hasSize(before);
  }

  @Test
  void inOnePieceWithItsHeadIsRefusedToo() {
    int before = edge.farSide().whole().size();
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "zz", "");
      expectBadRequest(client);
      client.expectClosed();
    }
    assertThat(edge.farSide().whole()).hasSize(before);
  }

  @Test
  void endsTheConnectionOfARequestThatIsAnsweredUnread() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /bug HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "zz", "");
      assertThat(client.read().status()).isEqualTo(500);
      client.expectClosed();
    }
  }

  @Test
  void thatBreaksOffIsNeverWhole() {
    int begun = edge.farSide().begun();
    int before = edge.farSide().whole().size();
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Content-Length: 10", "", "half");
      await().until(() -> edge.farSide().begun() == begun + 1);
      client.reset();
    }
    await().until(() -> edge.farSide().brokenOff() > 0);
    assertThat(edge.farSide().whole()).hasSize(before);
  }

  /** Sends half a request and waits until the far side has it. */
  private void begin(RawHttpClient client) {
    int begun = edge.farSide().begun();
    client.send("POST /a HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "4", "half");
    await().until(() -> edge.farSide().begun() == begun + 1);
  }

  private static String expectBadRequest(RawHttpClient client) {
    return EdgeAnswer.of(
            ErrorCode.BAD_REQUEST,
            "Request body: expected chunks and trailers as RFC 9112 has them.")
        .with("connection", "close")
        .assertIs(client.read());
  }
}
