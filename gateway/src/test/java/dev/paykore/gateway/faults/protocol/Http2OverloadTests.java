package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.http2.Http2Client;
import org.junit.jupiter.api.Test;

/** A stream too many for the whole edge is refused alone. */
class Http2OverloadTests {

  @Test
  void beyondTheBoundAStreamIs503BeforeAuthenticationAndTheConnectionGoesOn() {
    try (TlsEdge edge = TlsEdge.start("paykore.edge.server.max-in-flight=1");
        Http2Client client = edge.connect()) {
      int running = client.begin(edge.post("/v1/a"));
      await().until(() -> edge.downstream.begun() == 1);
      int refused = client.request(Http2Client.get("/v1/without-a-key"));
      EdgeAnswer.of(ErrorCode.SERVICE_UNAVAILABLE)
          .with("retry-after", "1")
          .withMeta("\"forwarded\":\"no\"")
          .assertIs(client.answer(refused).expectWhole());
      client.data(running, "body", true);
      assertThat(client.answer(running).expectWhole().body()).isEqualTo("got body");
      assertThat(edge.downstream.begun()).isEqualTo(1);
    }
  }
}
