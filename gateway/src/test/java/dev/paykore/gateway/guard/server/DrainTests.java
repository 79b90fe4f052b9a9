package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Between the order to stop and the stop of the server. */
class DrainTests {

  private static final String[] GET = {"GET /a HTTP/1.1", "Host: a", ""};

  private final CountDownLatch drained = new CountDownLatch(1);
  private GuardedEdge edge;

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void untilThenAConnectionIsKept() {
    edge = GuardedEdge.withDefaults();
    try (RawHttpClient client = connect()) {
      assertThat(client.send(GET).read().has("connection")).isFalse();
      assertThat(client.send(GET).read().status()).isEqualTo(200);
    }
  }

  @Test
  void anOpenConnectionIsServedOnceMoreAndToldToClose() {
    drain("1m");
    try (RawHttpClient client = connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      begin();
      expectLastAnswer(client);
    }
  }

  @Test
  void aNewConnectionIsServedOnceAndToldToClose() {
    drain("1m");
    begin();
    try (RawHttpClient client = connect()) {
      expectLastAnswer(client);
    }
  }

  @Test
  void requestsThatWereSentAheadAreAllAnsweredAndTheLastAnswerSaysClose() {
    drain("1m");
    try (RawHttpClient client = connect()) {
      client.send("GET /held HTTP/1.1", "Host: a", "").send(GET);
      await().until(() -> edge.farSide().whole().contains("GET /held "));
      begin();
      edge.farSide().release();
      assertThat(client.read().has("connection")).isFalse();
      assertThat(client.read().header("connection")).isEqualTo("close");
      client.expectEnd();
    }
  }

  @Test
  void anIdleConnectionIsEndedWhenTheDelayIsOverAndThenTheServerMayStop() throws Exception {
    drain("200ms");
    try (RawHttpClient client = connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      begin();
      client.expectEnd();
    }
    assertThat(drained.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aRequestThatRunsLongerThanTheDelayIsAnsweredAndItsConnectionEnded() throws Exception {
    drain("0s");
    try (RawHttpClient client = connect()) {
      client.send("GET /held HTTP/1.1", "Host: a", "");
      await().until(() -> edge.farSide().whole().contains("GET /held "));
      begin();
      assertThat(drained.await(5, TimeUnit.SECONDS)).isTrue();
      edge.farSide().release();
      assertThat(client.read().header("connection")).isEqualTo("close");
      client.expectEnd();
    }
  }

  @Test
  void whatComesAfterTheEndIsNeverForwarded() throws Exception {
    drain("0s");
    try (RawHttpClient client = connect()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      begin();
      client.expectEnd();
      client.send("POST /late HTTP/1.1", "Host: a", "Content-Length: 0", "");
      assertThat(drained.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(edge.farSide().whole()).containsExactly("GET /a ");
  }

  private void drain(String delay) {
    edge = GuardedEdge.start(Map.of("paykore.edge.server.drain-delay", delay));
  }

  private void begin() {
    edge.drain().stop(drained::countDown);
    assertThat(edge.drain().isDraining()).isTrue();
  }

  private RawHttpClient connect() {
    return RawHttpClient.connect(edge.port());
  }

  private static void expectLastAnswer(RawHttpClient client) {
    RawResponse answer = client.send(GET).read();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("connection")).isEqualTo("close");
    client.expectEnd();
  }
}
