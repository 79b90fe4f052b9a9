package dev.paykore.gateway.faults.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection over TLS and HTTP/2 may cost in memory, as {@link ConnectionCost} has it. */
class TlsMemoryTests {

  private static final int CONNECTIONS = FaultRun.times(300, 1_000);
  private static final int BUSY = FaultRun.times(50, 100);
  private static final int STREAMS = 50;

  /** Preface, settings and their acknowledgement, without what TLS puts around them. */
  private static final int GREETING_BYTES = 42;

  private static final int FRAME_HEAD_BYTES = 9;
  private static final String PART = "0123456789";

  private static FloodedEdge edge;
  private static SSLContext trust;
  private static ConnectionCost cost;

  private final List<Http2Client> clients = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path folder) {
    TestAuthority authority = TestAuthority.in(folder);
    TestAuthority.Identity identity = authority.issue("edge", "localhost");
    trust = authority.trust();
    String keystore = "--spring.ssl.bundle.pem.edge.keystore.";
    edge =
        FloodedEdge.start(
            "-Xmx1g",
            "--server.ssl.bundle=edge",
            keystore + "certificate=file:" + identity.certificate(),
            keystore + "private-key=file:" + identity.key(),
            "--paykore.edge.server.max-in-flight=10000",
            "--paykore.edge.server.body-idle-timeout=5m",
            "--paykore.edge.downstream.response-timeout=5m",
            "--paykore.edge.downstream.max-connections=10000");
    for (int i = 0; i < 8; i++) {
      try (Http2Client warm = connect()) {
        IntStream.range(0, 100).forEach(j -> askWithoutKey(warm));
      }
    }
    cost = new ConnectionCost(edge.process);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @AfterEach
  void leave() {
    clients.forEach(Http2Client::close);
  }

  @Test
  void anIdleConnection() {
    connect(CONNECTIONS);
    clients.forEach(TlsMemoryTests::askWithoutKey);
    cost.measure();
    leave();
    cost.assertBounded(
        "L5",
        "idle connections with TLS and HTTP/2, in memory",
        CONNECTIONS,
        GREETING_BYTES + bytesOf(withoutKey()));
  }

  @Test
  void requestsThatAreNeverFinished() {
    Headers head =
        Http2Client.head("POST", "/")
            .with("x-api-key", edge.issueWithoutLimit().key().reveal())
            .with("content-length", "1000");
    edge.holdAnswers();
    connect(BUSY);
    clients.forEach(client -> beginAll(client, head));
    cost.measure();
    leave();
    edge.releaseAnswers();
    cost.assertBounded(
        "S4",
        "%d streams of HTTP/2 with a body that is never finished, in memory".formatted(STREAMS),
        BUSY,
        GREETING_BYTES + STREAMS * (bytesOf(head) + FRAME_HEAD_BYTES + PART.length()));
  }

  private static void beginAll(Http2Client client, Headers head) {
    for (int i = 0; i < STREAMS; i++) {
      client.data(client.begin(head), PART, false);
    }
    // Its answer says that the edge has read what came before.
    askWithoutKey(client);
  }

  private void connect(int count) {
    IntStream.range(0, count).forEach(i -> clients.add(connect()));
  }

  private static Http2Client connect() {
    return Http2Client.connect(edge.port(), trust);
  }

  private static Headers withoutKey() {
    return Http2Client.get("/");
  }

  private static void askWithoutKey(Http2Client client) {
    int stream = client.request(withoutKey());
    assertThat(client.answer(stream).expectWhole().status()).isEqualTo(401);
  }

  private static int bytesOf(Headers head) {
    return FRAME_HEAD_BYTES + head.block().length();
  }
}
