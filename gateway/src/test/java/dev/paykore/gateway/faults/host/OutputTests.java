package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Standard output that takes nothing: logging may lose lines, and nobody may wait for it. */
@ExtendWith(HostStoresExtension.class)
class OutputTests {

  private static final String DROPPED = "paykore_edge_log_dropped_total";
  private static final Duration LONGEST_EXIT = Duration.ofSeconds(10);

  /** As late as a busy machine may be; whoever waits for the output waits for ever. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

  /** Enough to fill the queue and the pipe behind it. */
  private static final int MANY = FaultRun.times(6_000, 60_000);

  private static HostStores host;

  @BeforeAll
  static void start(HostStores shared) {
    host = shared;
  }

  @Test
  void aFullDiskLosesLinesAndNoRequest() {
    try (EdgeProcess edge = host.launch().to(new File("/dev/full")).start()) {
      int answered = requests(edge, MANY / 10);
      await().until(() -> edge.management().meter(DROPPED) >= answered);
      FaultRow.of("H4", "standard output is a full disk")
          .promised("each request 200 within 3 s; lines lost are counted")
          .seen(
              "%d requests, all 200; %.0f lines counted as lost",
              answered, edge.management().meter(DROPPED));
    }
  }

  @Test
  void anOutputThatNobodyReadsStopsNoRequestAndNotTheEndOfTheProcess() throws Exception {
    Path pipe = Files.createTempDirectory("edge-output").resolve("pipe");
    Process reader = readerThatStops(pipe);
    try (EdgeProcess edge = host.launch().to(pipe.toFile()).start()) {
      Instant begun = Instant.now();
      requests(edge, MANY);
      Duration served = Duration.between(begun, Instant.now());
      double dropped = edge.management().meter(DROPPED);
      assertThat(dropped).isPositive();
      Instant told = Instant.now();
      edge.signal("TERM");
      edge.awaitExit(LONGEST_EXIT);
      FaultRow.of("H5", "standard output blocked: a pipe whose reader is stopped")
          .promised(
              "each request 200 within 3 s; lines lost are counted; an orderly stop ends in time")
          .seen(
              "%d requests, all 200, in %d ms; %.0f lines counted as lost; exit after %d ms",
              MANY, served.toMillis(), dropped, Duration.between(told, Instant.now()).toMillis());
    } finally {
      reader.destroyForcibly();
      Files.deleteIfExists(pipe);
    }
  }

  @Test
  void eachRequestHasItsOneLineOfJsonAlsoWhenTheEdgeStopsRightAfter() {
    try (EdgeProcess edge = host.launch().start()) {
      requests(edge, 100);
      edge.signal("TERM");
      edge.awaitExit(LONGEST_EXIT);
      assertThat(edge.output().lines().filter(line -> line.contains("\"duration_ms\"")))
          .hasSize(100)
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
  }

  private static Process readerThatStops(Path pipe) throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    return new ProcessBuilder("sh", "-c", "exec sleep 600 < " + pipe).start();
  }

  private static int requests(EdgeProcess edge, int count) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      for (int i = 0; i < count; i++) {
        Instant sent = Instant.now();
        client.send("GET /v1/wallets HTTP/1.1", "Host: localhost", host.keyHeader(), "");
        assertThat(client.read().status()).isEqualTo(200);
        assertThat(Duration.between(sent, Instant.now())).isLessThan(LONGEST_REQUEST);
      }
    }
    return count;
  }
}
