package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.HeldBuffers;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Http2Answer;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that stand still or crawl over HTTP/2: they meet deadlines, and hold little until then.
 */
class Http2SlowTests {

  private static final Duration HEAD = Duration.ofSeconds(1);
  private static final Duration BODY = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

  private static final Duration BUSY = Duration.ofSeconds(2);

  /** Beyond each deadline, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int INITIAL_WINDOW_SIZE = 4;

  /** Of a stream, in the edge's buffers. */
  private static final long MOST_HELD_BYTES = 1 << 18;

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge =
        TlsEdge.start(
            "paykore.edge.server.head-timeout=" + HEAD.toMillis() + "ms",
            "paykore.edge.server.body-idle-timeout=" + BODY.toMillis() + "ms",
            "paykore.edge.server.write-idle-timeout=" + BODY.toMillis() + "ms",
            "paykore.edge.server.keep-alive-timeout=" + KEEP_ALIVE.toMillis() + "ms");
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aClientThatSaysNothingAfterTheHandshakeIsLetGo() {
    try (Http2Client client = Http2Client.connectSilently(edge.port(), edge.trust())) {
      Duration took = timeToEnd(client);
      assertThat(took).isBetween(HEAD.minusMillis(200), HEAD.plus(PATIENCE));
    }
  }

  @Test
  void aHeadThatDripsIsEndedAtTheDeadlineForAllOfIt() {
    try (Http2Client client = edge.connect()) {
      Frame head = new Frame(Frame.HEADERS, 5, client.newStream(), edge.get("/v1/a").block());
      long start = System.nanoTime();
      drip(client, head.bytes());
      assertThat(since(start)).isBetween(HEAD.minusMillis(200), HEAD.plus(PATIENCE));
    }
  }

  @Test
  void aHeadWithoutEndIsEnded() {
    try (Http2Client client = edge.connect()) {
      String block = edge.get("/v1/a").block();
      client.send(new Frame(Frame.HEADERS, Frame.END_STREAM, client.newStream(), block));
      assertThat(timeToEnd(client)).isLessThan(HEAD.plus(PATIENCE));
    }
  }

  @Test
  void aBodyThatStopsIsResetAndNeverWholeAndTheConnectionGoesOn() {
    int whole = edge.downstream.whole().size();
    try (Http2Client client = edge.connect()) {
      long start = System.nanoTime();
      int stream = client.begin(edge.post("/v1/a"));
      client.data(stream, "half", false);
      assertThat(client.answer(stream).reset()).isNotNull();
      assertThat(since(start)).isBetween(BODY.minusMillis(200), BODY.plus(PATIENCE));
      assertThat(client.answer(client.request(edge.get("/v1/a"))).status()).isEqualTo(200);
    }
    assertThat(edge.downstream.whole()).hasSize(whole + 1);
  }

  @Test
  void aClientThatOnlyPingsIsLetGo() {
    try (Http2Client client = edge.connect()) {
      client.answer(client.request(edge.get("/v1/a")));
      long start = System.nanoTime();
      await()
          .atMost(KEEP_ALIVE.plus(PATIENCE))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> pingedOut(client));
      assertThat(since(start)).isGreaterThan(KEEP_ALIVE.minusMillis(300));
    }
  }

  @Test
  void aWindowThatIsShutOrCrawlsIsResetAndHoldsLittle() {
    int readers = FaultRun.times(20, 90);
    Frame shut = Frame.setting(INITIAL_WINDOW_SIZE, 0);
    try (HeldBuffers buffers = new HeldBuffers();
        Http2Client client = Http2Client.connect(edge.port(), edge.trust(), shut)) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        streams.add(client.request(edge.get("/large")));
      }
      crawl(client, streams);
      long crawled = System.nanoTime();
      for (int stream : streams) {
        Http2Answer answer = client.answer(stream);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isFalse();
        assertThat(answer.reset()).isNotNull();
      }
      Duration took = since(crawled);
      assertThat(took).isLessThan(FaultRun.lasting(BODY.plus(PATIENCE), BODY.plus(BUSY)));
      assertThat(client.answer(client.request(edge.get("/v1/a"))).status()).isEqualTo(200);
      long held = buffers.most() / readers;
      assertThat(held).isLessThan(MOST_HELD_BYTES);
      FaultRow.of("L3", "HTTP/2 windows that are shut, or open by an octet at a time")
          .promised(
              "each stream reset %d ms after it last could be written".formatted(BODY.toMillis()))
          .seen(
              "%d streams of 10 MB each, all reset within %d ms of the last octet; %d KiB of"
                  + " buffers a stream",
              readers, took.toMillis(), held >> 10);
    }
  }

  @Test
  void aClientThatReadsNothingAtAllLosesItsConnection() {
    try (Http2Client client = Http2Client.connectWithoutReading(edge.port(), edge.trust())) {
      int stream = client.request(edge.get("/large"));
      client.send(Frame.ofNumber(Frame.WINDOW_UPDATE, 0, CountingDownstream.LARGE_BYTES));
      client.send(Frame.ofNumber(Frame.WINDOW_UPDATE, stream, CountingDownstream.LARGE_BYTES));
      await()
          .atMost(BODY.plus(PATIENCE))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> pingsFail(client));
    }
  }

  private static boolean pingsFail(Http2Client client) {
    try {
      client.send(Frame.ping());
      return false;
    } catch (UncheckedIOException closed) {
      return true;
    }
  }

  @Test
  void aClientThatReadsGetsAllOfIt() {
    try (Http2Client client = edge.connect()) {
      int stream = client.request(edge.get("/large"));
      client.send(Frame.ofNumber(Frame.WINDOW_UPDATE, 0, CountingDownstream.LARGE_BYTES));
      client.send(Frame.ofNumber(Frame.WINDOW_UPDATE, stream, CountingDownstream.LARGE_BYTES));
      assertThat(client.answer(stream).expectWhole().body())
          .hasSize(CountingDownstream.LARGE_BYTES);
    }
  }

  /** One octet to each stream, again and again, until they are reset. */
  private static void crawl(Http2Client client, List<Integer> streams) {
    List<Frame> octets =
        streams.stream().map(id -> Frame.ofNumber(Frame.WINDOW_UPDATE, id, 1)).toList();
    long start = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              client.send(octets);
              return since(start).compareTo(BODY.plusMillis(200)) > 0;
            });
  }

  private static boolean pingedOut(Http2Client client) {
    if (!client.hasEnded()) {
      client.sendOrIgnore(Frame.ping());
    }
    return client.hasEnded();
  }

  private static void drip(Http2Client client, byte[] bytes) {
    int[] at = {0};
    await()
        .atMost(HEAD.plus(PATIENCE))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!client.hasEnded() && at[0] < bytes.length) {
                client.sendBytes(new byte[] {bytes[at[0]++]});
              }
              return client.hasEnded();
            });
  }

  private static Duration timeToEnd(Http2Client client) {
    long start = System.nanoTime();
    client.awaitEnd();
    return since(start);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
