package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import org.junit.jupiter.api.Test;

/** Without TLS there is no HTTP/2, by whichever way, even if Boot's own property asks for it. */
class PlainHttp2Tests {

  @Test
  void isNeitherAssumedNorUpgradedTo() {
    try (Stores stores = Stores.start();
        RunningEdge edge =
            RunningEdge.start(stores, RunningEdge.CONFIG, "server.http2.enabled=true");
        RawHttpClient prior = RawHttpClient.connect(edge.port());
        RawHttpClient upgrade = RawHttpClient.connect(edge.port())) {
      prior.sendText("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(prior.read().status()).isEqualTo(400);
      prior.expectClosed();
      RawResponse answer =
          RunningEdge.send(
              upgrade,
              "GET /v1/a",
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAAQAAP__");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.has("Upgrade")).isFalse();
    }
  }
}
