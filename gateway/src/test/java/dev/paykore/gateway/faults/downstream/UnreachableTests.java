package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A downstream that is not there, goes away, or says nothing. Its time-outs are a second. */
@ExtendWith(DownstreamEdgeExtension.class)
class UnreachableTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The name server of this machine may say nothing, which is believed after 2 s. */
  private static final Duration RESOLVED = Duration.ofSeconds(5);

  private final DownstreamEdge edge;

  UnreachableTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void whereNothingListensItIsABadGatewayAtOnce() {
    long longest = 0;
    int requests = FaultRun.times(10, 40);
    for (int i = 0; i < requests; i++) {
      Timed refused = timed(() -> edge.get(Place.REFUSED));
      Answers.assertFailed(refused.response(), 502, "BAD_GATEWAY", "no");
      longest = Math.max(longest, refused.millis());
    }
    assertThat(longest).isLessThan(PATIENCE.toMillis());
    FaultRow.of("U1", "connection refused")
        .promised("502, forwarded no, at once")
        .seen("%d requests, the longest %d ms", requests, longest);
  }

  @Test
  void whereNobodyTakesAConnectionItIsAGatewayTimeoutAtTheConnectTimeout() {
    Timed silent = timed(() -> edge.get(Place.BLACK_HOLE));
    Answers.assertFailed(silent.response(), 504, "GATEWAY_TIMEOUT", "no");
    assertAtTimeout(silent);
    FaultRow.of("U2", "black hole: a full queue of connections")
        .promised("504, forwarded no, at the connect time-out (here 1 s)")
        .seen("504 after %d ms", silent.millis());
  }

  @Test
  void aHostWithoutAnAddressIsABadGatewayInTime() {
    Timed nowhere = timed(() -> edge.get(Place.NOWHERE));
    Answers.assertFailed(nowhere.response(), 502, "BAD_GATEWAY", "no");
    assertThat(nowhere.millis()).isLessThan(RESOLVED.toMillis());
    FaultRow.of("D1", "a route to a host whose name nobody knows")
        .promised("502, forwarded no, within 5 s, whether the name server says so or nothing")
        .seen("502 after %d ms", nowhere.millis());
  }

  @Test
  void aResetInPlaceOfAnAnswerIsABadGatewayAndAPostIsSentOnce() {
    int requests = FaultRun.times(5, 20);
    for (int i = 0; i < requests; i++) {
      assertReset(edge.get(Place.RESETTING));
    }
    int before = edge.resetting().connections();
    for (int i = 0; i < requests; i++) {
      assertReset(post(Place.RESETTING, "pay"));
    }
    assertThat(edge.resetting().connections() - before).isEqualTo(requests);
    FaultRow.of("U3", "reset as soon as the connection is taken")
        .promised("502, and how far it came; a POST is sent on one connection")
        .seen("%d GETs and %d POSTs, all 502; each POST on one connection", requests, requests);
  }

  private static void assertReset(RawResponse response) {
    assertThat(response.status()).isEqualTo(502);
    // The reset may come before or after the edge has written.
    assertThat(response.body())
        .contains("BAD_GATEWAY")
        .containsPattern("\"forwarded\":\"(no|yes|unknown)\"");
  }

  @Test
  void aResetBeforeTheHeadIsABadGatewayAndAPostArrivesOnce() {
    int requests = FaultRun.times(5, 30);
    Downstream downstream =
        edge.at(Place.BROKEN).will(Downstream.thenReset((in, out, head) -> in.readNBytes(3)));
    for (int i = 0; i < requests; i++) {
      RawResponse failed = post(Place.BROKEN, "pay");
      assertThat(failed.status()).isEqualTo(502);
      // The reset may come before the edge has noted that its last byte is written.
      assertThat(failed.body()).containsPattern("\"forwarded\":\"(yes|unknown)\"");
    }
    assertThat(downstream.heads()).hasSize(requests);
    FaultRow.of("U3", "reset after the request was read")
        .promised("502, forwarded yes or unknown; a POST arrives once")
        .seen("%d POSTs, %d arrived", requests, downstream.heads().size());
  }

  @Test
  void aResetWithinTheHeadIsABadGatewayAndArrivesOnce() {
    Downstream downstream =
        edge.at(Place.BROKEN).will(Downstream.thenReset(Downstream.text("HTTP/1.1 200 OK\r\nX")));
    Answers.assertFailed(edge.get(Place.BROKEN), 502, "BAD_GATEWAY", "yes");
    assertThat(downstream.heads()).hasSize(1);
    downstream.will(Downstream.textAndEnd("HTTP/1.1 200 OK\r\nX"));
    Answers.assertFailed(edge.get(Place.BROKEN), 502, "BAD_GATEWAY", "yes");
    FaultRow.of("U3", "reset or end within the head")
        .promised("502, forwarded yes; arrives once")
        .seen("both 502");
  }

  @Test
  void aDownstreamThatSaysNothingIsAGatewayTimeoutAndItsConnectionIsEnded() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    edge.at(Place.SLOW).will(Downstream.silentUntilGone(gone));
    Timed silent = timed(() -> edge.get(Place.SLOW));
    Answers.assertFailed(silent.response(), 504, "GATEWAY_TIMEOUT", "yes");
    assertAtTimeout(silent);
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
    FaultRow.of("U5", "never answers")
        .promised("504, forwarded yes, at the response time-out (here 1 s); connection ended")
        .seen("504 after %d ms", silent.millis());
  }

  @Test
  void aClientThatLeavesEndsTheCallWithinASecond() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    edge.at(Place.SLOW)
        .will(
            (in, out, head) -> {
              asked.countDown();
              Downstream.silentUntilGone(gone).answer(in, out, head);
            });
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("GET", Place.SLOW));
      assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aHeadThatDripsMeetsOneDeadlineForTheWholeOfIt() {
    edge.at(Place.SLOW)
        .will(
            (in, out, head) -> {
              Downstream.text("HTTP/1.1 200 OK\r\nX: ").answer(in, out, head);
              while (true) {
                out.write('a');
                out.flush();
                pause(Duration.ofMillis(50));
              }
            });
    Timed dripping = timed(() -> edge.get(Place.SLOW));
    Answers.assertFailed(dripping.response(), 504, "GATEWAY_TIMEOUT", "yes");
    assertAtTimeout(dripping);
    FaultRow.of("U8", "a head that drips, a byte each 50 ms")
        .promised("504, forwarded yes, at the response time-out (here 1 s) in total")
        .seen("504 after %d ms", dripping.millis());
  }

  @Test
  void interimAnswersMoveNoDeadline() {
    edge.at(Place.SLOW)
        .will(
            (in, out, head) -> {
              for (int i = 0; i < 8; i++) {
                Downstream.text("HTTP/1.1 102 Processing\r\n\r\n").answer(in, out, head);
                out.flush();
                pause(Duration.ofMillis(400));
              }
            });
    Timed processing = timed(() -> edge.get(Place.SLOW));
    Answers.assertFailed(processing.response(), 504, "GATEWAY_TIMEOUT", "yes");
    assertAtTimeout(processing);
  }

  private static void assertAtTimeout(Timed timed) {
    assertThat(Duration.ofMillis(timed.millis())).isBetween(TIMEOUT, TIMEOUT.plus(PATIENCE));
  }

  private RawResponse post(Place place, String body) {
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("POST", place, "Content-Length: " + body.length())).sendText(body);
      return client.read();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Timed timed(Supplier<RawResponse> request) {
    long start = System.nanoTime();
    RawResponse response = request.get();
    return new Timed(response, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  private record Timed(RawResponse response, long millis) {}
}
