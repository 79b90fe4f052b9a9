package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.guard.drain.Drain;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Http2Client;
import org.junit.jupiter.api.Test;

/** A client of HTTP/2 is told to leave before the edge stops, and loses no request. */
class Http2DrainTests {

  private static final int NO_ERROR = 0;
  private static final int LAST_STREAM_AT = 0;

  @Test
  void goAwayTakesBackNothingAtFirstAndRunningStreamsEnd() {
    try (TlsEdge edge = TlsEdge.start("paykore.edge.server.drain-delay=2s");
        Http2Client client = edge.connect()) {
      int running = client.begin(edge.post("/v1/a"));
      await().until(() -> edge.downstream.begun() == 1);
      edge.edge.bean(Drain.class).stop(() -> {});
      assertThat(awaitGoAway(client, 1).number(LAST_STREAM_AT)).isEqualTo(Integer.MAX_VALUE);
      int late = client.request(edge.get("/v1/late"));
      assertThat(client.answer(late).expectWhole().status()).isEqualTo(200);
      assertThat(awaitGoAway(client, 2).number(LAST_STREAM_AT)).isEqualTo(late);
      assertThat(client.hasEnded()).isFalse();
      client.data(running, "body", true);
      assertThat(client.answer(running).expectWhole().body()).isEqualTo("got body");
      assertThat(client.awaitEnd()).isEqualTo(NO_ERROR);
    }
  }

  @Test
  void aConnectionThatIsMadeInTheDrainServesAndIsToldToLeaveWithItsFirstStream() {
    try (TlsEdge edge = TlsEdge.start("paykore.edge.server.drain-delay=3s")) {
      edge.edge.bean(Drain.class).stop(() -> {});
      try (Http2Client client = edge.connect()) {
        int first = client.request(edge.get("/v1/first"));
        assertThat(awaitGoAway(client, 1).number(LAST_STREAM_AT)).isEqualTo(Integer.MAX_VALUE);
        int second = client.request(edge.get("/v1/second"));
        assertThat(client.answer(first).expectWhole().status()).isEqualTo(200);
        assertThat(client.answer(second).expectWhole().status()).isEqualTo(200);
        assertThat(client.awaitEnd()).isEqualTo(NO_ERROR);
      }
    }
  }

  private static Frame awaitGoAway(Http2Client client, int number) {
    return client.await(frame -> frame.type() == Frame.GOAWAY, number);
  }
}
