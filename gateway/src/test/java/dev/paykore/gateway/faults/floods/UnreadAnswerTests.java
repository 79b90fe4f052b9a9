package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a large answer may cost in memory while its client does not read it. Each has an edge of its
 * own: an allocator of buffers keeps what others needed.
 */
class UnreadAnswerTests {

  private static final int CONNECTIONS = FaultRun.times(400, 2_000);
  private static final int MULTIPLEXED = FaultRun.times(10, 40);
  private static final int STREAMS = 50;
  private static final int STREAM_KIBIBYTES = 64;
  private static final int INITIAL_WINDOW_SIZE = 4;

  @Test
  void ofAConnection() {
    try (FloodedEdge edge = start()) {
      String request =
          "GET /large HTTP/1.1\r\nHost:a\r\nX-Api-Key: %s\r\n\r\n"
              .formatted(edge.issueWithoutLimit().key().reveal());
      ConnectionCost cost = new ConnectionCost(edge.process);
      try (Crowd crowd = Crowd.of(edge.port(), CONNECTIONS)) {
        crowd.each(member -> member.sendText(request));
        edge.awaitStandstill(CONNECTIONS);
        cost.measure();
      }
      cost.assertBounded(
          "L3", "answers of 8 MB that are not read, in memory", CONNECTIONS, request.length());
    }
  }

  /** A stream costs no more than a connection; its request may be a few bytes. */
  @Test
  void ofAStream(@TempDir Path folder) {
    TestAuthority authority = TestAuthority.in(folder);
    TestAuthority.Identity identity = authority.issue("edge", "localhost");
    String keystore = "--spring.ssl.bundle.pem.edge.keystore.";
    try (FloodedEdge edge =
        start(
            "--server.ssl.bundle=edge",
            keystore + "certificate=file:" + identity.certificate(),
            keystore + "private-key=file:" + identity.key())) {
      Headers request =
          Http2Client.get("/large").with("x-api-key", edge.issueWithoutLimit().key().reveal());
      ConnectionCost cost = new ConnectionCost(edge.process);
      List<Http2Client> clients = connect(edge, authority.trust());
      clients.forEach(client -> IntStream.range(0, STREAMS).forEach(i -> client.request(request)));
      edge.awaitStandstill(MULTIPLEXED * STREAMS);
      cost.measure();
      clients.forEach(Http2Client::close);
      cost.assertAtMost(
          STREAM_KIBIBYTES,
          "L3",
          "answers of 8 MB on streams of HTTP/2 that are not read, in memory",
          MULTIPLEXED * STREAMS);
    }
  }

  private static List<Http2Client> connect(FloodedEdge edge, SSLContext trust) {
    List<Http2Client> clients = new ArrayList<>();
    for (int i = 0; i < MULTIPLEXED; i++) {
      Frame shut = Frame.setting(INITIAL_WINDOW_SIZE, 0);
      clients.add(Http2Client.connect(edge.port(), trust, shut));
    }
    return clients;
  }

  private static FloodedEdge start(String... options) {
    Stream<String> patient =
        Stream.of(
            "-Xmx1g",
            "--paykore.edge.server.max-in-flight=10000",
            "--paykore.edge.server.write-idle-timeout=5m",
            "--paykore.edge.downstream.max-connections=10000",
            "--paykore.edge.downstream.max-slow-per-key=10000");
    FloodedEdge edge =
        FloodedEdge.start(Stream.concat(patient, Stream.of(options)).toArray(String[]::new));
    edge.answerAtLength();
    return edge;
  }
}
