package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.HeldBuffers;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies on their way to a downstream that answers early, takes slowly, or not at all. */
@ExtendWith(DownstreamEdgeExtension.class)
class UploadTests {

  private static final byte[] PART = new byte[1 << 20];

  /** Not more than the downstream may have connections. */
  private static final int UPLOADS = 16;

  private static final long MOST_BYTES_AN_UPLOAD = 1 << 19;

  private final DownstreamEdge edge;

  UploadTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void anEarlyAnswerIsPassedOnTheUploadStopsAndTheConnectionIsNotUsedAgain() throws Exception {
    int rounds = FaultRun.times(3, 50);
    for (int round = 0; round < rounds; round++) {
      CountDownLatch ended = new CountDownLatch(1);
      edge.at(Place.UPLOADS)
          .will(
              (in, out, head) -> {
                Downstream.text("HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno")
                    .answer(in, out, head);
                try {
                  Downstream.silentUntilGone(ended).answer(in, out, head);
                } finally {
                  ended.countDown();
                }
              });
      try (RawHttpClient client = edge.connect()) {
        client.send(edge.head("POST", Place.UPLOADS, "Content-Length: 1000000000"));
        client.sendBytes(PART);
        RawResponse early = client.read();
        assertThat(early.status()).isEqualTo(413);
        assertThat(early.body()).isEqualTo("no");
      }
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
      Answers.assertNextAnswersAreTheirOwn(edge, Place.UPLOADS);
    }
    FaultRow.of("U11", "413 while the client still uploads")
        .promised("passed on; upload stopped; connection ended")
        .seen("%d times; every next answer its own", rounds);
  }

  @Test
  void aDownstreamThatTakesNothingIsAGatewayTimeoutAndTheClientIsHeldBack() {
    CountDownLatch release = new CountDownLatch(1);
    edge.at(Place.UNREAD).will((in, out, head) -> awaitUninterruptibly(release));
    Queue<Long> takenAt = new ConcurrentLinkedQueue<>();
    long wellBefore;
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("POST", Place.UNREAD, "Content-Length: 1000000000"));
      Thread.ofVirtual().start(() -> sendParts(client, takenAt));
      RawResponse refused = client.read();
      wellBefore = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(700);
      Answers.assertFailed(refused, 504, "GATEWAY_TIMEOUT", "unknown");
    } finally {
      release.countDown();
    }
    // Once it has answered, the edge throws away what still comes.
    long taken = takenAt.stream().filter(at -> at - wellBefore < 0).count();
    assertThat(taken).isLessThan(100);
    FaultRow.of("U12", "a downstream that takes nothing of an upload")
        .promised("504, forwarded unknown, at the idle time-out; no more is read from the client")
        .seen("504; %d MB were taken, mostly by the sockets of this machine", taken);
  }

  @Test
  void uploadsThatADownstreamDoesNotTakeHoldLittleMemory() {
    CountDownLatch release = new CountDownLatch(1);
    edge.at(Place.UNREAD).will((in, out, head) -> awaitUninterruptibly(release));
    HeldBuffers buffers = new HeldBuffers();
    List<RawHttpClient> clients = Stream.generate(edge::connect).limit(UPLOADS).toList();
    long held;
    try (buffers) {
      for (RawHttpClient client : clients) {
        client.send(edge.head("POST", Place.UNREAD, "Content-Length: 1000000000"));
        Thread.ofVirtual().start(() -> sendParts(client, new ConcurrentLinkedQueue<>()));
      }
      clients.forEach(it -> Answers.assertFailed(it.read(), 504, "GATEWAY_TIMEOUT", "unknown"));
      held = buffers.most() / UPLOADS;
    } finally {
      release.countDown();
      clients.forEach(RawHttpClient::close);
    }
    assertThat(held).isLessThanOrEqualTo(MOST_BYTES_AN_UPLOAD);
    FaultRow.of("U12", "%d uploads to a downstream that takes nothing".formatted(UPLOADS))
        .promised("504; at most %,d KiB held for each".formatted(MOST_BYTES_AN_UPLOAD >> 10))
        .seen("504; %,d KiB of buffers for each", held >> 10);
  }

  @Test
  void aBodyStreamsWithWhateverMethod() throws Exception {
    for (String method : new String[] {"GET", "DELETE", "POST", "PUT"}) {
      for (String framing : new String[] {"Content-Length: 8", "Transfer-Encoding: chunked"}) {
        assertTheBeginningArrivesBeforeTheEndIsSent(method, framing);
      }
    }
  }

  @Test
  void aCompressedBodyIsPassedOnAsItIs() throws Exception {
    byte[] bomb = bomb();
    BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    edge.at(Place.UPLOADS)
        .will(
            (in, out, head) -> {
              arrived.add(in.readNBytes(bomb.length));
              Downstream.ok("ok").answer(in, out, head);
            });
    try (RawHttpClient client = edge.connect()) {
      client.send(
          edge.head(
              "POST", Place.UPLOADS, "Content-Encoding: gzip", "Content-Length: " + bomb.length));
      assertThat(client.sendBytes(bomb).read().status()).isEqualTo(200);
    }
    assertThat(arrived.poll(5, TimeUnit.SECONDS)).isEqualTo(bomb);
    FaultRow.of("S13", "a gzip bomb as body")
        .promised("passed on as it is, never unpacked")
        .seen("%d bytes that unpack to 64 MB arrived as they were", bomb.length);
  }

  @Test
  void rangesConditionsAndExpectationsNeitherHangNorDuplicate() {
    Downstream downstream =
        edge.at(Place.UPLOADS)
            .will(
                (in, out, head) -> {
                  in.readNBytes(head.contains("POST") ? 2 : 0);
                  Downstream.ok("ok").answer(in, out, head);
                });
    edge.send("GET", Place.UPLOADS, "Range: bytes=0-1", "If-None-Match: \"x\"");
    assertThat(downstream.received("Range")).containsExactly("bytes=0-1");
    assertThat(downstream.received("If-None-Match")).containsExactly("\"x\"");
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("POST", Place.UPLOADS, "Content-Length: 2", "Expect: 100-continue"));
      client.skipTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.sendText("ok").read().status()).isEqualTo(200);
    }
    assertThat(downstream.received("Expect")).isEmpty();
    assertThat(downstream.heads()).hasSize(2);
    assertThat(edge.send("GET", Place.UPLOADS, "Cookie: a=" + "b".repeat(9_000)).status())
        .isEqualTo(431);
    FaultRow.of("S15", "Range, conditions, Expect: 100-continue, a cookie of 9 KB")
        .promised("passed on; 100 from the edge, then sent once; 431")
        .seen("all of it");
  }

  private void assertTheBeginningArrivesBeforeTheEndIsSent(String method, String framing)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    edge.at(Place.UPLOADS)
        .will(
            (in, out, head) -> {
              readTo("half", in);
              begun.countDown();
              readTo(head.contains("chunked") ? "rest\r\n0\r\n\r\n" : "rest", in);
              Downstream.ok("ok").answer(in, out, head);
            });
    boolean chunked = framing.contains("chunked");
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head(method, Place.UPLOADS, framing));
      client.sendText(chunked ? "4\r\nhalf\r\n" : "half");
      assertThat(begun.await(5, TimeUnit.SECONDS)).as(method + " " + framing).isTrue();
      client.sendText(chunked ? "4\r\nrest\r\n0\r\n\r\n" : "rest");
      assertThat(client.read().status()).isEqualTo(200);
    }
    assertThat(edge.heads(Place.UPLOADS)).hasSize(1);
  }

  private static void readTo(String end, InputStream in) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(read.toString());
      }
      read.append((char) next);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends parts without end, and notes when each was taken. */
  private static void sendParts(RawHttpClient client, Queue<Long> takenAt) {
    try {
      while (true) {
        client.sendBytes(PART);
        takenAt.add(System.nanoTime());
      }
    } catch (UncheckedIOException refused) {
      // The edge has ended the connection.
    }
  }

  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(PART);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
