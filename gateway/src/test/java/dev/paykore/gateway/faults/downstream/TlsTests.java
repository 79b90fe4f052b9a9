package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.RawResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A downstream by TLS is reached only if its certificate is good, and never without TLS. */
@ExtendWith(DownstreamEdgeExtension.class)
class TlsTests {

  private final DownstreamEdge edge;

  TlsTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void aGoodCertificateOfATrustedAuthorityIsTaken() {
    edge.at(Place.TLS_GOOD).will(Answers.requestId());
    RawResponse response = edge.get(Place.TLS_GOOD);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(response.header("X-Request-Id"));
  }

  @Test
  void anExpiredForeignOrSelfSignedCertificateIsABadGatewayAndNothingIsSent() {
    List<Place> places = List.of(Place.TLS_EXPIRED, Place.TLS_WRONG_HOST, Place.TLS_SELF_SIGNED);
    for (Place place : places) {
      for (int i = 0; i < FaultRun.times(1, 20); i++) {
        Answers.assertFailed(edge.get(place), 502, "BAD_GATEWAY", "no");
      }
      assertThat(edge.heads(place)).as(place.name()).isEmpty();
    }
    FaultRow.of("U16", "TLS: certificate expired, of another host, self-signed")
        .promised("502, forwarded no, nothing sent, never without TLS")
        .seen("all 502; no request arrived");
  }

  @Test
  void aDownstreamThatSpeaksNoTlsIsAGatewayTimeoutAtTheHandshakeTimeout() {
    long start = System.nanoTime();
    Answers.assertFailed(edge.get(Place.TLS_SILENT), 504, "GATEWAY_TIMEOUT", "no");
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(millis).isBetween(900L, 3_000L);
    FaultRow.of("U16", "TLS: no handshake")
        .promised("504, forwarded no, at the handshake time-out (here 1 s)")
        .seen("504 after %d ms", millis);
  }
}
