package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A client that takes too long is cut off: by the total for a head, by each pause in a body. */
@TestInstance(Lifecycle.PER_CLASS)
class DeadlineTests {

  private static final Duration HEAD = Duration.ofMillis(400);
  private static final Duration BODY = Duration.ofMillis(500);
  private static final Duration KEEP_ALIVE = Duration.ofMillis(900);

  private GuardedEdge edge;

  @BeforeAll
  void start() {
    edge =
        GuardedEdge.start(
            Map.of(
                "paykore.edge.server.head-timeout", HEAD.toMillis() + "ms",
                "paykore.edge.server.body-idle-timeout", BODY.toMillis() + "ms",
                "paykore.edge.server.keep-alive-timeout", KEEP_ALIVE.toMillis() + "ms"));
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  @Test
  void aConnectionThatSaysNothingIsClosedAtTheHeadsDeadline() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      long start = System.nanoTime();
      client.expectEnd();
      assertThat(since(start)).isBetween(HEAD.minusMillis(100), KEEP_ALIVE);
    }
  }

  @Test
  void aHeadThatDripsIsClosedAtTheDeadlineForAllOfIt() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      expectCutOffWhileDripping(client, "GET /a HTTP/1.1\r\nX-A: ");
    }
  }

  @Test
  void theSecondHeadOfAConnectionHasADeadlineOfItsOwn() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      assertThat(client.send("GET /a HTTP/1.1", "Host: a", "").read().status()).isEqualTo(200);
      expectCutOffWhileDripping(client, "GET /a HTTP/1.1\r\nX-A: ");
    }
  }

  @Test
  void aPartOfTheNextHeadThatComesWithARequestHasItsDeadlineAtOnce() {
    for (String request :
        List.of(
            "GET /a HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")) {
      try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
        long start = System.nanoTime();
        client.sendText(request + "GET /a HTT");
        assertThat(client.read().status()).isEqualTo(200);
        client.expectEnd();
        assertThat(since(start)).isBetween(HEAD.minusMillis(100), KEEP_ALIVE.minusMillis(100));
      }
    }
  }

  @Test
  void anIdleConnectionLivesLongerThanAHeadsDeadline() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /a HTTP/1.1", "Host: a", "").read();
      long start = System.nanoTime();
      client.expectEnd();
      assertThat(since(start)).isGreaterThan(HEAD.plusMillis(200));
    }
  }

  @Test
  void aBodyThatStopsIsCutOffAndNeverWhole() {
    int begun = edge.farSide().begun();
    int whole = edge.farSide().whole().size();
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Content-Length: 10", "", "half");
      await().until(() -> edge.farSide().begun() > begun);
      client.expectClosed();
    }
    assertThat(edge.farSide().whole()).hasSize(whole);
  }

  @Test
  void aBodyThatNeverBeginsIsCutOff() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "");
      client.expectClosed();
    }
  }

  @Test
  void aBodyThatKeepsComingMayTakeLongerThanThePause() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Content-Length: 8", "");
      for (int i = 0; i < 8; i++) {
        pause(BODY.dividedBy(5));
        client.sendText("x");
      }
      assertThat(client.read().body()).endsWith("\n\nxxxxxxxx");
    }
  }

  @Test
  void anAnswerMayTakeLongerThanAnyOfTheDeadlines() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /held HTTP/1.1", "Host: a", "");
      await().until(() -> edge.farSide().whole().contains("GET /held "));
      pause(KEEP_ALIVE.plus(HEAD));
      edge.farSide().release();
      assertThat(client.read().body()).isEqualTo("released");
    }
  }

  @Test
  void aRequestThatWasCutOffHasItsLine() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port());
        LogCapture access = LogCapture.of("access")) {
      client.send("POST /cut-off HTTP/1.1", "Host: a", "Content-Length: 10", "", "half");
      client.expectClosed();
      await().until(() -> access.text().contains("499 POST /cut-off"));
    }
  }

  private static void expectCutOffWhileDripping(RawHttpClient client, String start) {
    long startNanos = System.nanoTime();
    client.sendText(start);
    try {
      while (since(startNanos).compareTo(HEAD.multipliedBy(10)) < 0) {
        pause(Duration.ofMillis(20));
        client.sendText("x");
      }
    } catch (UncheckedIOException cutOff) {
      assertThat(since(startNanos)).isBetween(HEAD.minusMillis(100), HEAD.multipliedBy(4));
      return;
    }
    throw new AssertionError("the head may drip for ever");
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The pace of a slow client; nothing is awaited with it. */
  private static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    await()
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .pollDelay(Duration.ZERO)
        .until(() -> System.nanoTime() - until >= 0);
  }
}
