package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.http2.Http2Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Http2Tests {

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aRequestIsAnsweredAndHasAnId() {
    try (Http2Client client = edge.connect()) {
      RawResponse response = client.answer(client.request(edge.get("/v1/a"))).expectWhole();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("X-Request-Id")).matches("req_[A-Za-z0-9]{10}");
      int stream = client.begin(edge.post("/v1/a").with("content-length", "4"));
      client.data(stream, "body", true);
    }
  }

  @Test
  void debug() throws Exception {
    try (Http2Client client = edge.connect()) {
      int stream = client.newStream();
      String block = Http2Client.get("/").block();
      var h = new dev.paykore.gateway.testing.http2.Frame(1, 5, stream, block);
      client.send(java.util.List.of(h, h));
      Thread.sleep(2000);
      System.out.println("DEBUG " + client.answer(stream));
    }
    try (Http2Client client = edge.connect()) {
      int stream = client.newStream();
      String block = Http2Client.get("/").block();
      var h = new dev.paykore.gateway.testing.http2.Frame(1, 5, stream, block);
      client.send(h).send(h);
      Thread.sleep(2000);
      System.out.println("DEBUG " + client.answer(stream));
    }
  }
}
