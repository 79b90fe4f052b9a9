package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.RawResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client of the edge sees when the name of a downstream cannot be looked up. */
class NameFaultTests {

  private static final int SECONDS_TO_LIVE = 3;

  /** A silent name server is asked twice, a second each; the rest is for a busy machine. */
  private static final Duration IN_TIME = Duration.ofSeconds(5);

  /** Less than a look-up in vain takes. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static NamedDownstream edge;
  private static NameServer names;

  @BeforeAll
  static void start() {
    edge = new NamedDownstream();
    names = edge.names();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aNameWithoutAnAddressIsABadGatewayInTimeAndOneInHandIsUsed() {
    long refusedMillis =
        Math.max(refusedBy(NameServer.NO_SUCH_NAME), refusedBy(NameServer.SERVER_FAILURE));
    names.goodFor(SECONDS_TO_LIVE);
    names.answers("127.0.0.1");
    assertThat(edge.get().status()).isEqualTo(200);
    names.saysNothing();
    assertThat(edge.get().status()).isEqualTo(200);
    AtomicLong silentMillis = new AtomicLong();
    await().pollInSameThread().until(() -> isFailed(timedWhileOthersAreServed(silentMillis)));
    FaultRow.of("D1", "NXDOMAIN, SERVFAIL, a name server that says nothing")
        .promised(
            "an address in hand is used; then 502, forwarded no, within 5 s; others are served"
                + " meanwhile")
        .seen(
            "502 after at most %d ms, and after %d ms of silence",
            refusedMillis, silentMillis.get());
  }

  private static long refusedBy(int code) {
    names.fails(code);
    AtomicLong millis = new AtomicLong();
    assertThat(isFailed(timedWhileOthersAreServed(millis))).isTrue();
    return millis.get();
  }

  /** Whether it is the edge's own error; it is the downstream's answer otherwise. */
  private static boolean isFailed(RawResponse response) {
    if (response.status() == 200) {
      return false;
    }
    assertThat(response.status()).isEqualTo(502);
    assertThat(response.body()).contains("\"code\":\"BAD_GATEWAY\"", "\"forwarded\":\"no\"");
    return true;
  }

  private static RawResponse timedWhileOthersAreServed(AtomicLong millis) {
    long startNanos = System.nanoTime();
    CompletableFuture<RawResponse> response = CompletableFuture.supplyAsync(edge::get);
    while (!response.isDone()) {
      assertThat(timed(edge::assertServesOthers)).isLessThan(AT_ONCE);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    assertThat(took).isLessThan(IN_TIME);
    millis.set(took.toMillis());
    return response.join();
  }

  private static Duration timed(Runnable request) {
    long startNanos = System.nanoTime();
    request.run();
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
