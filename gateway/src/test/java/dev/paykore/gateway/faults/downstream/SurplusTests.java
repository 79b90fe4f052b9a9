package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a downstream sends beyond its answer is thrown away together with the connection. */
@ExtendWith(DownstreamEdgeExtension.class)
class SurplusTests {

  private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";

  private final DownstreamEdge edge;

  SurplusTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void whatFollowsAnAnswerNeverReachesTheNextClient() {
    int rounds = FaultRun.times(3, 100);
    for (Map.Entry<String, String> surplus : surplus().entrySet()) {
      for (int round = 0; round < rounds; round++) {
        edge.at(Place.BROKEN)
            .will(
                (in, out, head) -> {
                  String id = Answers.requestId(head);
                  write(
                      out,
                      "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s%s"
                          .formatted(id.length(), id, surplus.getValue()));
                });
        RawResponse response = edge.get(Place.BROKEN);
        assertThat(response.body()).as(surplus.getKey()).isEqualTo(response.header("X-Request-Id"));
        Answers.assertNextAnswersAreTheirOwn(edge, Place.BROKEN);
      }
    }
    FaultRow.of("U7", "an answer longer than it said")
        .promised("the client gets what was said, the rest nobody; connection ended")
        .seen("%d shapes %d times, every next answer its own", surplus().size(), rounds);
  }

  @Test
  void whatComesWhileNobodyAsksEndsTheConnection() throws Exception {
    int rounds = FaultRun.times(3, 100);
    BlockingQueue<OutputStream> connections = new LinkedBlockingQueue<>();
    for (int round = 0; round < rounds; round++) {
      CountDownLatch ended = new CountDownLatch(1);
      edge.at(Place.BROKEN)
          .will(
              (in, out, head) -> {
                Answers.requestId().answer(in, out, head);
                connections.add(out);
                Downstream.silentUntilGone(ended).answer(in, out, head);
              });
      edge.get(Place.BROKEN);
      write(Objects.requireNonNull(connections.poll(5, TimeUnit.SECONDS)), POISON);
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
      Answers.assertNextAnswersAreTheirOwn(edge, Place.BROKEN);
    }
    FaultRow.of("U10", "a second answer later, or one before the request")
        .promised("connection ended, nobody gets it")
        .seen("%d unasked answers on idle connections, every next answer its own", rounds);
  }

  @Test
  void manyClientsAtOnceEachGetTheirOwnAnswer() throws InterruptedException {
    edge.at(Place.BROKEN)
        .will(
            (in, out, head) -> {
              String id = Answers.requestId(head);
              write(
                  out,
                  "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(id.length(), id)
                      + POISON);
            });
    int requests = FaultRun.times(200, 5_000);
    BlockingQueue<RawResponse> responses = new LinkedBlockingQueue<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 8; client++) {
        clients.execute(() -> requests(requests / 8, responses));
      }
    }
    assertThat(responses).hasSize(requests);
    assertThat(responses)
        .allSatisfy(
            response -> assertThat(response.body()).isEqualTo(response.header("X-Request-Id")));
    FaultRow.of("U10", "two answers to each request, 8 clients at once")
        .promised("each client gets its own answer")
        .seen("%d requests, every answer its own", requests);
  }

  @Test
  void bodiesWhereNoneMayBeAreLeftOut() {
    for (String status : new String[] {"204 No Content", "304 Not Modified"}) {
      edge.at(Place.BROKEN)
          .will(Downstream.text("HTTP/1.1 %s\r\nContent-Length: 4\r\n\r\nbody".formatted(status)));
      try (RawHttpClient client = edge.connect()) {
        client.send(edge.head("GET", Place.BROKEN, "Connection: close"));
        String answer = client.readToEnd();
        assertThat(answer).startsWith("HTTP/1.1 " + status.substring(0, 3)).endsWith("\r\n\r\n");
      }
      Answers.assertNextAnswersAreTheirOwn(edge, Place.BROKEN);
    }
    edge.at(Place.BROKEN).will(Downstream.ok("body"));
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("HEAD", Place.BROKEN, "Connection: close"));
      assertThat(client.readToEnd()).containsIgnoringCase("Content-Length: 4").endsWith("\r\n\r\n");
    }
    Answers.assertNextAnswersAreTheirOwn(edge, Place.BROKEN);
    FaultRow.of("U9", "204, 304 and HEAD with a body")
        .promised("passed on without the body; connection ended")
        .seen("all three; every next answer its own");
  }

  private void requests(int number, BlockingQueue<RawResponse> responses) {
    try (RawHttpClient client = edge.connect()) {
      for (int i = 0; i < number; i++) {
        responses.add(client.send(edge.head("GET", Place.BROKEN)).read());
      }
    }
  }

  private static Map<String, String> surplus() {
    Map<String, String> surplus = new LinkedHashMap<>();
    surplus.put("a whole answer", POISON);
    surplus.put("the beginning of an answer", "HTTP/1.1 200 OK\r\nX-Poison: ");
    surplus.put("one byte", "x");
    surplus.put("an empty line", "\r\n");
    surplus.put("noise of 100 KiB", "noise ".repeat(17_000));
    return surplus;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
