package dev.paykore.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLoopTests {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
  private static final Duration STALL = Duration.ofMillis(500);

  @Test
  void percentilesAreExact() {
    long[] sorted = java.util.stream.LongStream.rangeClosed(1, 1_000).toArray();

    assertThat(OpenLoop.percentile(sorted, 50)).isEqualTo(500);
    assertThat(OpenLoop.percentile(sorted, 99)).isEqualTo(990);
  }

  /** 100 a second for a second, of which half a second passes before the first answer. */
  @Test
  void aServerThatStopsIsChargedWithAllThatWasDueMeanwhile(@TempDir Path folder)
      throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), "a key\n");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerAfterAStall(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Answered answered = OpenLoop.send(new Load(url, keys, 1, Duration.ofSeconds(1)), 100);

      assertThat(answered.requests()).isEqualTo(100);
      assertThat(answered.p99Micros()).isGreaterThan(450_000);
      // Those that were due in the stall waited for half of it on average, not for nothing.
      assertThat(answered.p50Micros()).isBetween(0L, 450_000L);
      assertThat(answered.refusals()).isZero();
    }
  }

  private static void answerAfterAStall(ServerSocket server) {
    try (Socket client = server.accept()) {
      InputStream in = client.getInputStream();
      int newLines = 0;
      int next = in.read();
      LockSupport.parkNanos(STALL.toNanos());
      for (; next >= 0; next = in.read()) {
        // A request has four lines, the empty one included.
        if (next == '\n' && ++newLines % 4 == 0) {
          client.getOutputStream().write(ANSWER);
        }
      }
    } catch (IOException closed) {
      // The test has ended.
      return;
    }
  }
}
