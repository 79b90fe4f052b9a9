package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs when an edge is told to end. */
@ExtendWith(HostStoresExtension.class)
class GraceTests {

  private static final Duration DRAIN_DELAY = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** For a machine that runs all other tests; what is waited for without an end takes minutes. */
  private static final Duration SLACK = FaultRun.lasting(Duration.ofSeconds(3), Duration.ZERO);

  /** For clients of idle connections to see that they have ended, before the grace begins. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  @Test
  void whatRunsIsFinishedWithinTheGraceAndWhatDoesNotEndIsCutOff(HostStores host) {
    CountDownLatch released = new CountDownLatch(1);
    try (EdgeProcess edge = start(host);
        RawHttpClient slow = RawHttpClient.connect(edge.port());
        RawHttpClient endless = RawHttpClient.connect(edge.port())) {
      host.downstream().will((in, out, head) -> answer(out, head, released));
      get(slow, host, "/v1/slow");
      get(endless, host, "/v1/endless");
      await().until(() -> host.downstream().heads().size() == 2);
      Instant told = Instant.now();
      edge.signal("TERM");
      await().until(() -> edge.output().contains("Commencing graceful shutdown"));
      edge.signal("TERM");
      released.countDown();
      RawResponse answer = slow.read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      endless.expectClosed();
      edge.awaitExit(Duration.ofMinutes(1));
      Duration took = Duration.between(told, Instant.now());
      assertThat(took).isLessThan(DRAIN_DELAY.plus(FAREWELL).plus(GRACE).plus(SECOND).plus(SLACK));
      FaultRow.of("H7", "SIGTERM with a request that runs on, and one that never ends")
          .promised(
              "the one is finished; the other is cut off; exit a second after drain-delay, a second"
                  + " for idle connections, and grace")
          .seen(
              "200, Connection: close; exit after %d ms, of which %d ms are drain-delay and %d ms"
                  + " grace",
              took.toMillis(), DRAIN_DELAY.toMillis(), GRACE.toMillis());
    }
  }

  private static EdgeProcess start(HostStores host) {
    return host.launch()
        .with(
            "paykore.edge.server.drain-delay=" + DRAIN_DELAY.toMillis() + "ms",
            "spring.lifecycle.timeout-per-shutdown-phase=" + GRACE.toMillis() + "ms")
        .start();
  }

  private static void get(RawHttpClient client, HostStores host, String path) {
    client.send("GET " + path + " HTTP/1.1", "Host: localhost", host.keyHeader(), "");
  }

  private static void answer(OutputStream out, String head, CountDownLatch released)
      throws IOException {
    if (head.startsWith("GET /v1/slow")) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Downstream.ok("ok").answer(InputStream.nullInputStream(), out, head);
    }
  }
}
