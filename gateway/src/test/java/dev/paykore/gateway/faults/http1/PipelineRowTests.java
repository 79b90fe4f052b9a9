package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many requests in one write, half-closed connections, keys that are none, dropped headers. */
@ExtendWith(HostileEdgeExtension.class)
class PipelineRowTests {

  private final HostileEdge edge;

  PipelineRowTests(HostileEdge edge) {
    this.edge = edge;
  }

  @Test
  void tenThousandRequestsInOneWriteAreAnsweredInOrderUpToTheBound() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      all.append(get("/" + i));
    }
    List<RawResponse> answers =
        edge.sendWithCanary(all.toString().getBytes(StandardCharsets.ISO_8859_1));
    List<RawResponse> good = answers.subList(0, answers.size() - 1);
    assertThat(answers.getLast().status()).isEqualTo(400);
    for (int i = 0; i < good.size(); i++) {
      assertThat(good.get(i).body()).isEqualTo("GET /%d 0".formatted(i));
      assertThat(good.get(i).has("X-RateLimit-Remaining")).isTrue();
    }
    assertThat(good).hasSizeGreaterThanOrEqualTo(100);
    assertThat(edge.echo.arrived()).hasSize(good.size());
    FaultRow.of("L6", "10,000 requests in one write")
        .promised("answered in order, each authenticated and limited; 400 beyond 100 unanswered")
        .seen("%d answered in order, %d arrived, then 400", good.size(), good.size());
  }

  @Test
  void aClientThatFinishesSendingIsTakenForGone() {
    long gone;
    try (RawHttpClient client = edge.connect()) {
      client.sendText(get(StrictEcho.LARGE));
      client.skipTo("\r\n\r\n");
      long begun = System.nanoTime();
      client.finish();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> edge.counted.withFields("path", StrictEcho.LARGE).size() == 1);
      gone = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }
    assertThat(edge.counted.withFields("path", StrictEcho.LARGE).getFirst())
        .containsEntry("cut", "true");
    FaultRow.of("L7", "a client that ends its side of the connection after its request")
        .promised("counts as gone: the downstream's answer is not taken any further")
        .seen("ended %d ms later", gone);
  }

  private String get(String target) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n\r\n"
        .formatted(target, edge.key);
  }

  @Test
  void whatIsNoKeyIsNeverLookedUp() {
    double before = edge.counter("paykore.edge.key.lookups");
    int requests = FaultRun.times(1_000, 100_000);
    Random random = new Random(11);
    try (RawHttpClient client = edge.connect()) {
      for (int i = 0; i < requests; i++) {
        client.send("GET /a HTTP/1.1", "Host: localhost", "X-API-Key: " + noKey(random), "");
        assertThat(client.read().status()).isEqualTo(401);
      }
    }
    assertThat(edge.counter("paykore.edge.key.lookups")).isEqualTo(before);
    FaultRow.of("L11", "%,d keys of wrong length, case or letters".formatted(requests))
        .promised("401, and no look-up")
        .seen("all 401, %d look-ups", 0);
  }

  /** The good key with one thing wrong. */
  private String noKey(Random random) {
    int at = 8 + random.nextInt(64);
    return switch (random.nextInt(5)) {
      case 0 -> edge.key.substring(0, at);
      case 1 -> edge.key + random.nextInt(10);
      case 2 -> edge.key.substring(0, at) + "g" + edge.key.substring(Math.min(72, at + 1));
      case 3 -> edge.key.substring(0, at) + "\u00e4" + edge.key.substring(Math.min(72, at + 1));
      default -> "sk_prod_" + edge.key.substring(8);
    };
  }

  @Test
  void namesWithAnUnderscoreAreCounted() {
    double before = edge.counter("paykore.edge.dropped.headers");
    String names = "X_A: b\r\nx_paykore_tier: scale\r\nX_A: c\r\nX-A: d\r\n\r\n";
    List<RawResponse> answers =
        edge.sendWithCanary(ShapeText.read("{GET}" + names.replace("\r\n", "\\r\\n"), edge.key));
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(edge.counter("paykore.edge.dropped.headers")).isEqualTo(before + 3);
  }
}
