package dev.paykore.gateway.faults.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.HeldBuffers;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that are slow with their heads, their bodies or our answers are cut off in time. */
@ExtendWith(HostileEdgeExtension.class)
class SlowClientTests {

  private static final int CLIENTS = FaultRun.times(40, 1_000);

  /** Not more than one key may have. */
  private static final int WITH_A_KEY = FaultRun.times(40, 64);

  private static final long DEADLINE_MILLIS = 2_000;
  private static final long LATEST_MILLIS = DEADLINE_MILLIS + 5_000;
  private static final Duration PACE = Duration.ofMillis(200);
  private static final long MOST_BYTES_A_CLIENT = 64 << 10;
  private static final String PROMISE =
      "cut off after 2 s (as configured here); a good client 200 within 5 s";

  private final HostileEdge edge;

  SlowClientTests(HostileEdge edge) {
    this.edge = edge;
  }

  @Test
  void slowHeadsAreCutOffAfterTheTimeForAllOfThem() throws Exception {
    String begun = "GET /slow HTTP/1.1\r\nHost: localhost\r\n";
    String row = "%,d clients that send a line of their heads every 200 ms";
    cutOff("L1", row, times(CLIENTS, begun, "X-A: b\r\n"));
  }

  @Test
  void slowBodiesAreCutOffAfterTheLongestPause() throws Exception {
    String begun =
        "POST /slow HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Length: 9999\r\n\r\nbody"
            .formatted(edge.key);
    cutOff("L2", "%,d clients with a key that stop within a body", times(WITH_A_KEY, begun, ""));
    assertThat(edge.echo.arrived().values()).noneMatch(it -> it.target().equals("/slow"));
  }

  @Test
  void slowBodiesWithoutAKeyReachNobody() throws Exception {
    String begun = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nbody";
    cutOff("L2", "%,d clients without a key that stop within a body", times(CLIENTS, begun, ""));
    assertThat(edge.echo.arrived().values()).noneMatch(it -> it.target().equals("/slow"));
  }

  @Test
  void bodiesOfRequestsThatWereRefusedAreNotReadForLong() throws Exception {
    String begun = "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nbody";
    String row = "%,d clients without a key that send a bit of their bodies every 200 ms";
    cutOff("L2", row, times(CLIENTS, begun, "body"));
  }

  @Test
  void aBodyThatIsTooLargeIsNotWaitedFor() {
    try (RawHttpClient client = edge.connect()) {
      client.send(
          "POST /a HTTP/1.1",
          "Host: localhost",
          "X-API-Key: " + edge.key,
          "Content-Length: 99999999",
          "");
      RawResponse refusal = client.sendText("first").read();
      assertThat(refusal.status()).isEqualTo(413);
      assertThat(refusal.header("Connection")).isEqualTo("close");
      client.sendText("more").expectEnd();
    }
  }

  @Test
  void answersThatNobodyReadsAreCutOffAndHoldLittleMemory() throws Exception {
    List<Socket> readers = new ArrayList<>();
    try (HeldBuffers buffers = new HeldBuffers();
        GoodClient good = new GoodClient(edge)) {
      for (int i = 0; i < WITH_A_KEY; i++) {
        readers.add(askForMuch());
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> edge.echo.connections() >= WITH_A_KEY);
      await().atMost(Duration.ofSeconds(60)).until(() -> cutAnswers() == WITH_A_KEY);
      long held = buffers.most() / WITH_A_KEY;
      assertThat(held).isLessThan(MOST_BYTES_A_CLIENT);
      good.close();
      FaultRow.of("L3", "%,d clients with a key that read nothing".formatted(WITH_A_KEY))
          .promised(
              "cut off after 2 s without a byte (as configured here); a good client 200 within 5 s")
          .seen(
              "all cut off; %,d KiB of buffers for each; good: %,d requests, longest %,d ms",
              held >> 10, good.answered(), good.longestMillis());
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  private long cutAnswers() {
    return edge.counted.withFields("path", StrictEcho.LARGE).stream()
        .filter(line -> "true".equals(line.get("cut")))
        .count();
  }

  private Socket askForMuch() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()));
    socket
        .getOutputStream()
        .write(
            bytes(
                "GET %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\n\r\n"
                    .formatted(StrictEcho.LARGE, edge.key)));
    return socket;
  }

  private void cutOff(String id, String row, List<Slow> clients) throws Exception {
    try (GoodClient good = new GoodClient(edge);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Long> lives = lives(threads.invokeAll(clients));
      assertThat(lives).allMatch(life -> life > DEADLINE_MILLIS - 200 && life < LATEST_MILLIS);
      good.close();
      FaultRow.of(id, row.formatted(clients.size()))
          .promised(PROMISE)
          .seen(
              "cut off after %,d to %,d ms; good: %,d requests, longest %,d ms",
              lives.stream().min(Long::compare).orElseThrow(),
              lives.stream().max(Long::compare).orElseThrow(),
              good.answered(),
              good.longestMillis());
    }
  }

  private static List<Long> lives(List<Future<Long>> futures)
      throws ExecutionException, InterruptedException {
    List<Long> lives = new ArrayList<>();
    for (Future<Long> future : futures) {
      lives.add(future.get());
    }
    return lives;
  }

  private List<Slow> times(int clients, String begun, String more) {
    return IntStream.range(0, clients)
        .mapToObj(client -> new Slow(edge.port(), begun, more))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Gives the milliseconds until the edge ended the connection. */
  private record Slow(int port, String begun, String more) implements Callable<Long> {

    @Override
    public Long call() throws IOException {
      long start = System.nanoTime();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) PACE.toMillis());
        socket.getOutputStream().write(bytes(begun));
        while (!isEnded(socket)) {
          socket.getOutputStream().write(bytes(more));
        }
      } catch (SocketException reset) {
        // Ended as well.
      }
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static boolean isEnded(Socket socket) throws IOException {
      try {
        return socket.getInputStream().read(new byte[8_192]) < 0;
      } catch (SocketTimeoutException stillOpen) {
        return false;
      }
    }
  }
}
