package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies stream both ways: an edge with a small heap moves more than fits into it. */
class StreamingTests {

  private static final int MEBIBYTE = 1 << 20;
  private static final int BODY_MEBIBYTES = FaultRun.times(200, 1024);
  private static final long BODY_BYTES = (long) BODY_MEBIBYTES * MEBIBYTE;

  private static Stores stores;
  private static Downstream downstream;
  private static EdgeProcess edge;
  private static IssuedKey key;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    key = stores.issue(Environment.SANDBOX);
    downstream = Downstream.answering("");
    edge =
        EdgeProcess.start(
            stores,
            EdgeOnRoute.folder(EdgeOnRoute.everythingTo(downstream.url())),
            "-Xmx256m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:+ExitOnOutOfMemoryError");
  }

  @AfterAll
  static void stop() {
    edge.close();
    downstream.close();
    stores.close();
  }

  @Test
  void anUploadLargerThanTheHeapArrivesWhole() throws IOException, InterruptedException {
    BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
    downstream.will(
        (in, out, head) -> {
          arrived.add(skipSlowly(in, BODY_BYTES));
          Downstream.ok("thanks").answer(in, out, head);
        });
    HttpResponse<String> response =
        client()
            .send(
                request("/v1/uploads").POST(body()).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("thanks");
    assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(BODY_BYTES);
    FaultRow.of("U12", "an upload that its downstream takes slowly, edge with a heap of 256 MiB")
        .promised("arrives whole, nothing is held")
        .seen("%d MiB arrived whole", BODY_MEBIBYTES);
  }

  @Test
  void aDownloadLargerThanTheHeapArrivesWhole() throws IOException, InterruptedException {
    byte[] part = new byte[MEBIBYTE];
    downstream.will(
        (in, out, head) -> {
          Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(BODY_BYTES))
              .answer(in, out, head);
          for (int i = 0; i < BODY_MEBIBYTES; i++) {
            out.write(part);
          }
        });
    HttpResponse<InputStream> response =
        client().send(request("/v1/statements").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      assertThat(skip(in, Long.MAX_VALUE)).isEqualTo(BODY_BYTES);
    }
  }

  @Test
  void aClientThatGoesAwayCancelsTheCallDownstreamWithinASecond() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    downstream.will(
        (in, out, head) -> {
          asked.countDown();
          Downstream.silentUntilGone(gone).answer(in, out, head);
        });
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send(
          "GET /v1/slow HTTP/1.1", "Host: localhost", "X-API-Key: " + key.key().reveal(), "");
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(gone.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aDownloadThatBreaksOffIsSeenToBreakOff() {
    downstream.will(
        Downstream.textAndEnd("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot a hundred"));
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send(
          "GET /v1/half HTTP/1.1", "Host: localhost", "X-API-Key: " + key.key().reveal(), "");
      assertThatThrownBy(client::read).hasMessageContaining("broke off");
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + edge.port() + path))
        .header("X-API-Key", key.key().reveal())
        .timeout(Duration.ofMinutes(2));
  }

  private static HttpRequest.BodyPublisher body() {
    byte[] part = ByteBuffer.allocate(MEBIBYTE).array();
    return HttpRequest.BodyPublishers.fromPublisher(
        HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(BODY_MEBIBYTES, part)),
        BODY_BYTES);
  }

  /** Reads a part, and then lets the sender wait for a moment. */
  private static long skipSlowly(InputStream in, long bytes) throws IOException {
    long skipped = 0;
    while (skipped < bytes) {
      long part = skip(in, Math.min(MEBIBYTE, bytes - skipped));
      skipped += part;
      if (part == 0) {
        break;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return skipped;
  }

  private static long skip(InputStream in, long bytes) throws IOException {
    byte[] part = new byte[MEBIBYTE];
    long skipped = 0;
    while (skipped < bytes) {
      int read = in.read(part, 0, (int) Math.min(part.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }
}
