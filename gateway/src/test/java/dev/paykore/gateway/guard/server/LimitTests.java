package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is too much at one time: connections, and requests in hand. */
class LimitTests {

  private GuardedEdge edge;

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void aConnectionTooManyIsClosedAndALaterOneIsNot() {
    edge = GuardedEdge.start(Map.of("paykore.edge.server.max-connections", "2"));
    try (RawHttpClient first = connect()) {
      RawHttpClient second = connect();
      expectOk(first);
      expectOk(second);
      try (RawHttpClient third = connect()) {
        third.expectClosed();
      }
      second.close();
      await().ignoreExceptions().until(this::isServed);
      expectOk(first);
    }
  }

  @Test
  void aRequestTooManyIs503AndSaysThatItWasNotForwarded() {
    edge = oneInFlight();
    try (RawHttpClient held = holding();
        RawHttpClient second = connect()) {
      EdgeAnswer.of(ErrorCode.SERVICE_UNAVAILABLE)
          .with("retry-after", "1")
          .withMeta("\"forwarded\":\"no\"")
          .assertIs(second.send("GET /a HTTP/1.1", "Host: a", "").read());
      edge.farSide().release();
      assertThat(held.read().status()).isEqualTo(200);
      await().until(() -> edge.inFlightLimit().inFlight() == 0);
      expectOk(second);
    }
    assertThat(edge.farSide().whole()).containsExactly("GET /held ", "GET /a ");
  }

  @Test
  void aRefusedRequestWithALargeBodyEndsItsConnection() {
    edge = oneInFlight();
    try (RawHttpClient held = holding();
        RawHttpClient second = connect()) {
      second.send("POST /a HTTP/1.1", "Host: a", "Content-Length: 10000000", "");
      RawResponse refused = second.sendText("only the beginning").read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("connection")).isEqualTo("close");
      second.expectEnd();
      edge.farSide().release();
      assertThat(held.read().status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedRequestWithASmallBodyLeavesItsConnectionOpen() {
    edge = oneInFlight();
    try (RawHttpClient held = holding();
        RawHttpClient second = connect()) {
      second.sendText("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
      assertThat(second.read().status()).isEqualTo(503);
      edge.farSide().release();
      assertThat(held.read().status()).isEqualTo(200);
      await().until(() -> edge.inFlightLimit().inFlight() == 0);
      expectOk(second);
    }
  }

  @Test
  void aFailedRequestIsNoLongerInHand() {
    edge = oneInFlight();
    try (RawHttpClient client = connect()) {
      assertThat(client.send("GET /bug HTTP/1.1", "Host: a", "").read().status()).isEqualTo(500);
      await().until(() -> edge.inFlightLimit().inFlight() == 0);
      expectOk(client);
    }
  }

  @Test
  void aRequestWhoseClientIsGoneIsNoLongerInHandAndHasItsLine() {
    edge = oneInFlight();
    try (LogCapture access = LogCapture.of("access")) {
      RawHttpClient client = connect().send("GET /never HTTP/1.1", "Host: a", "");
      await().until(() -> edge.inFlightLimit().inFlight() == 1);
      client.reset();
      await().until(() -> edge.inFlightLimit().inFlight() == 0);
      await().until(() -> access.text().contains("499 GET /never"));
    }
  }

  @Test
  void aClientThatFinishesSendingIsTakenForGone() {
    edge = oneInFlight();
    try (RawHttpClient client = connect()) {
      client.send("GET /never HTTP/1.1", "Host: a", "");
      await().until(() -> edge.inFlightLimit().inFlight() == 1);
      client.finish();
      await().until(() -> edge.inFlightLimit().inFlight() == 0);
    }
  }

  private static GuardedEdge oneInFlight() {
    return GuardedEdge.start(Map.of("paykore.edge.server.max-in-flight", "1"));
  }

  private RawHttpClient holding() {
    RawHttpClient client = connect().send("GET /held HTTP/1.1", "Host: a", "");
    await().until(() -> edge.farSide().whole().contains("GET /held "));
    return client;
  }

  private RawHttpClient connect() {
    return RawHttpClient.connect(edge.port());
  }

  private boolean isServed() {
    try (RawHttpClient client = connect()) {
      return client.send("GET /a HTTP/1.1", "Host: a", "").read().status() == 200;
    }
  }

  private static void expectOk(RawHttpClient client) {
    assertThat(client.send("GET /a HTTP/1.1", "Host: a", "").read().status()).isEqualTo(200);
  }
}
