package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer that breaks off is never taken for a whole one. */
@ExtendWith(DownstreamEdgeExtension.class)
class CutShortTests {

  private static final String LENGTH =
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot a hundred";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

  private static final String UNTIL_END = "HTTP/1.1 200 OK\r\n\r\nall of it?";

  private final DownstreamEdge edge;

  CutShortTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void theClientSeesThatItBreaksOff() {
    Map<String, Downstream.Script> cuts = new LinkedHashMap<>();
    cuts.put("end within a length", Downstream.textAndEnd(LENGTH));
    cuts.put("reset within a length", Downstream.thenReset(Downstream.text(LENGTH)));
    cuts.put("end between chunks", Downstream.textAndEnd(CHUNKED));
    cuts.put("reset between chunks", Downstream.thenReset(Downstream.text(CHUNKED)));
    cuts.put("end within a chunk", Downstream.textAndEnd(CHUNKED + "5\r\nhe"));
    cuts.put("end before the last empty line", Downstream.textAndEnd(CHUNKED + "0\r\n"));
    cuts.put("a chunk of no size", Downstream.text(CHUNKED + "zz\r\nhello\r\n0\r\n\r\n"));
    cuts.put("a chunk longer than it said", Downstream.text(CHUNKED + "2\r\nhello\r\n0\r\n\r\n"));
    cuts.put("a chunk beyond all sizes", Downstream.text(CHUNKED + "ffffffffffffffff1\r\nx"));
    cuts.put("chunks ended by LF", Downstream.text(CHUNKED + "5\nhello\n0\n\n"));
    cuts.put("reset without a length", Downstream.thenReset(Downstream.text(UNTIL_END)));
    cuts.forEach(this::assertIsCut);
    FaultRow.of("U6", "reset, end or nonsense within a body, with a length and chunked")
        .promised("the client sees it break off: no last chunk, connection ended")
        .seen("%d shapes, none taken for whole", cuts.size());
  }

  @Test
  void byTlsAnAnswerWithoutALengthIsWholeOnlyIfItsEndIsAnnounced() {
    Downstream.Script text = Downstream.text(UNTIL_END);
    assertIsCut("end unannounced", Place.TLS_GOOD, Downstream.thenGone(text));
    assertIsCut("reset", Place.TLS_GOOD, Downstream.thenReset(text));
    for (Place place : new Place[] {Place.TLS_GOOD, Place.BROKEN}) {
      edge.at(place).will(Downstream.textAndEnd(UNTIL_END));
      assertThat(edge.get(place).body()).isEqualTo("all of it?");
    }
    FaultRow.of("U6", "TLS ends without close_notify within a body without a length")
        .promised("the client sees it break off: no last chunk, connection ended")
        .seen("cut; with close_notify, and without TLS, whole");
  }

  @Test
  void aBodyThatStallsIsCutAtItsTimeout() {
    for (String begin : new String[] {LENGTH, CHUNKED, CHUNKED + "5;x="}) {
      Downstream.Script stall =
          (in, out, head) -> {
            Downstream.text(begin).answer(in, out, head);
            Downstream.silentUntilGone(new CountDownLatch(1)).answer(in, out, head);
          };
      long start = System.nanoTime();
      assertIsCut(begin, stall);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }
    FaultRow.of("U6", "stall within a body")
        .promised("the connection to the client is cut at the idle time-out (here 1 s)")
        .seen("three shapes, all cut within 3 s");
  }

  @Test
  void aClientThatReadsSlowlyIsNotTakenForADownstreamThatStalls() {
    int size = 32 << 20;
    edge.at(Place.SLOW)
        .will(
            (in, out, head) -> {
              Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(size))
                  .answer(in, out, head);
              out.write(new byte[size]);
            });
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("GET", Place.SLOW, "Connection: close"));
      pauseLongerThanTheTimeout();
      assertThat(client.readToEnd().length()).isGreaterThan(size);
    }
  }

  private void assertIsCut(String what, Downstream.Script script) {
    assertIsCut(what, Place.BROKEN, script);
  }

  private void assertIsCut(String what, Place place, Downstream.Script script) {
    edge.at(place).will(script);
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("GET", place));
      assertThatThrownBy(client::read).as(what).hasMessageContaining("broke off");
    }
    Answers.assertNextAnswersAreTheirOwn(edge, place);
  }

  private static void pauseLongerThanTheTimeout() {
    try {
      Thread.sleep(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
