package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers leave in the order in which their requests came, the guard's own among them. */
class PipeliningTests {

  private static final String GOOD = "GET /%s HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String BAD = "GET //a HTTP/1.1\r\nHost: a\r\n\r\n";

  private GuardedEdge edge;
  private RawHttpClient client;

  @BeforeEach
  void start() {
    edge = GuardedEdge.withDefaults();
    client = RawHttpClient.connect(edge.port());
  }

  @AfterEach
  void stop() {
    client.close();
    edge.close();
  }

  @Test
  void aRefusalComesAfterTheAnswersBeforeItAndIsTheLast() {
    client.sendText(GOOD.formatted("one") + GOOD.formatted("two") + BAD + GOOD.formatted("three"));
    assertThat(client.read().body()).startsWith("GET /one\n");
    assertThat(client.read().body()).startsWith("GET /two\n");
    expectRefusal();
    assertThat(edge.farSide().whole()).containsExactly("GET /one ", "GET /two ");
  }

  @Test
  void eachOfThemHasItsLine() {
    try (LogCapture access = LogCapture.of("access")) {
      client.sendText(GOOD.formatted("one") + GOOD.formatted("two") + BAD);
      String first = client.read().header("X-Request-Id");
      String second = client.read().header("X-Request-Id");
      String refused = client.read().header("X-Request-Id");
      for (String id : List.of(first, second, refused)) {
        await().until(() -> access.linesOf(id).size() == 1);
      }
    }
  }

  @Test
  void aRequestThatEndsTheConnectionIsAnsweredAfterThoseBeforeIt() {
    client.sendText(
        GOOD.formatted("one")
            + GOOD.formatted("two")
            + "GET /three HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            + GOOD.formatted("four"));
    RawResponse first = client.read();
    assertThat(first.body()).startsWith("GET /one\n");
    assertThat(first.has("Connection")).isFalse();
    assertThat(client.read().body()).startsWith("GET /two\n");
    RawResponse last = client.read();
    assertThat(last.body()).startsWith("GET /three\n");
    assertThat(last.header("Connection")).isEqualTo("close");
    client.expectEnd();
    assertThat(edge.farSide().whole()).containsExactly("GET /one ", "GET /two ", "GET /three ");
  }

  @Test
  void aRefusalWaitsForAnAnswerThatTakesLong() {
    client.sendText(GOOD.formatted("held") + BAD);
    await().until(() -> edge.farSide().whole().contains("GET /held "));
    edge.farSide().release();
    assertThat(client.read().body()).isEqualTo("released");
    expectRefusal();
  }

  @Test
  void anEmptyErrorOfTheFarSideIsNotTakenForTheGuards() {
    client.sendText(GOOD.formatted("refused-empty") + BAD);
    RawResponse theirs = client.read();
    assertThat(theirs.status()).isEqualTo(409);
    assertThat(theirs.body()).isEmpty();
    assertThat(theirs.has("Cache-Control")).isFalse();
    expectRefusal();
  }

  @Test
  void eachOfManyHasTheIdThatTheFarSideSaw() {
    client.sendText(GOOD.formatted("a").repeat(100));
    for (int i = 0; i < 100; i++) {
      RawResponse response = client.read();
      assertThat(response.body()).contains(response.header("X-Request-Id"));
    }
  }

  @Test
  void aClientThatRunsTooFarAheadIsRefusedInTurn() {
    client.sendText(GOOD.formatted("a").repeat(10_000));
    int answered = 0;
    RawResponse response = client.read();
    while (response.status() == 200) {
      answered++;
      response = client.read();
    }
    EdgeAnswer.of(
            ErrorCode.BAD_REQUEST,
            "Connection: expected at most 100 requests ahead of their answers.")
        .with("connection", "close")
        .assertIs(response);
    client.expectEnd();
    assertThat(edge.farSide().whole()).hasSize(answered);
  }

  @Test
  void nothingFollowsAnAnswerThatEndsTheConnection() {
    client.sendText("GET /one HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + BAD);
    assertThat(client.read().body()).startsWith("GET /one\n");
    client.expectClosed();
  }

  @Test
  void aBrokenBodyBehindAnUnansweredRequestEndsTheConnection() {
    client.sendText(GOOD.formatted("held"));
    await().until(() -> edge.farSide().whole().contains("GET /held "));
    client.send("POST /a HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "zz", "");
    client.expectClosed();
    assertThat(edge.farSide().whole()).containsExactly("GET /held ");
  }

  private void expectRefusal() {
    EdgeAnswer.of(ErrorCode.BAD_REQUEST, "Path: expected no empty segments and no dot segments.")
        .with("connection", "close")
        .assertIs(client.read());
    client.expectEnd();
  }
}
