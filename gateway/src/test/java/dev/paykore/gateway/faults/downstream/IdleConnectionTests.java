package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A downstream that ends idle connections costs no GET, and sees no POST twice. */
@ExtendWith(DownstreamEdgeExtension.class)
class IdleConnectionTests {

  private static final String RESENT = "paykore.edge.downstream.resent";
  private static final int CLIENTS = 8;

  private final Queue<RawResponse> failedGets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failedPosts = new AtomicInteger();
  private final DownstreamEdge edge;

  IdleConnectionTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void noGetFailsAndNoPostArrivesTwice() {
    ClosingDownstream closing = new ClosingDownstream();
    edge.at(Place.CLOSING).will(closing);
    double resentBefore = edge.counter(RESENT);
    int gets = FaultRun.times(2_000, 100_000);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        String name = "c" + client;
        clients.execute(() -> mixed(name, gets / CLIENTS));
      }
    }
    assertThat(failedGets).isEmpty();
    assertThat(closing.mostArrivals("POST")).isEqualTo(1);
    FaultRow.of("U4", "idle connections ended at awkward moments, by end and by reset")
        .promised("0 failed GETs in 100,000; no POST arrives twice (at worst it is 502)")
        .seen(
            "%d GETs, 0 failed, %.0f sent once more; %d POSTs, %d failed, none arrived twice",
            gets, edge.counter(RESENT) - resentBefore, gets / 10, failedPosts.get());
  }

  @Test
  void aGetWhosePooledConnectionHadEndedIsSentOnceMoreAndNoPostIs() throws Exception {
    for (String method : new String[] {"GET", "HEAD"}) {
      Downstream downstream = pooledConnectionThatEndsUnanswered();
      assertThat(edge.send(method, Place.CLOSING).status()).isEqualTo(200);
      assertThat(downstream.heads()).hasSize(3);
    }
    for (String method : new String[] {"POST", "DELETE", "PUT", "PATCH", "OPTIONS"}) {
      Downstream downstream = pooledConnectionThatEndsUnanswered();
      RawResponse failed = edge.send(method, Place.CLOSING);
      Answers.assertFailed(failed, 502, "BAD_GATEWAY", "yes");
      assertThat(downstream.heads()).hasSize(2);
    }
  }

  @Test
  void aGetWithABodyOrOnAFreshConnectionIsNotSentOnceMore() throws Exception {
    Downstream downstream = pooledConnectionThatEndsUnanswered();
    try (RawHttpClient client = edge.connect()) {
      client.send(edge.head("GET", Place.CLOSING, "Content-Length: 2")).sendText("ok");
      assertThat(client.read().status()).isEqualTo(502);
    }
    assertThat(downstream.heads()).hasSize(2);
    downstream.will(Downstream.textAndEnd("")).forget();
    Answers.assertFailed(edge.get(Place.CLOSING), 502, "BAD_GATEWAY", "yes");
    assertThat(downstream.heads()).hasSize(1);
  }

  @Test
  void aGetThatHadBegunToBeAnsweredOrTookTooLongIsNotSentOnceMore() {
    for (Downstream.Script second :
        new Downstream.Script[] {
          Downstream.textAndEnd("H"), Downstream.silentUntilGone(new CountDownLatch(1))
        }) {
      Downstream downstream = edge.at(Place.SLOW);
      edge.get(Place.SLOW);
      await().until(() -> edge.idleConnections(Place.SLOW) == 1);
      downstream.will(second);
      assertThat(edge.get(Place.SLOW).status()).isGreaterThanOrEqualTo(502);
      assertThat(downstream.heads()).hasSize(2);
    }
  }

  /** The next request meets the connection of the one before, and that then ends. */
  private Downstream pooledConnectionThatEndsUnanswered() {
    leaveOneConnection();
    Downstream downstream = edge.at(Place.CLOSING);
    assertThat(edge.get(Place.CLOSING).status()).isEqualTo(200);
    await().until(() -> edge.idleConnections(Place.CLOSING) == 1);
    AtomicInteger requests = new AtomicInteger();
    return downstream.will(
        (in, out, head) -> {
          if (requests.getAndIncrement() == 0) {
            out.close();
          } else {
            Downstream.ok("ok").answer(in, out, head);
          }
        });
  }

  /** Another test may have left several; the pool drops those that have ended as it meets them. */
  private void leaveOneConnection() {
    edge.at(Place.CLOSING).endConnections();
    await()
        .until(
            () ->
                edge.get(Place.CLOSING).status() == 200
                    && edge.idleConnections(Place.CLOSING) == 1);
  }

  private void mixed(String name, int gets) {
    try (RawHttpClient client = edge.connect()) {
      for (int i = 0; i < gets; i++) {
        RawResponse got = call(client, "GET", name + i);
        if (got.status() != 200) {
          failedGets.add(got);
        }
        if (i % 10 == 0 && call(client, "POST", name + i).status() != 200) {
          failedPosts.incrementAndGet();
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(2_000_000));
      }
    }
  }

  private RawResponse call(RawHttpClient client, String method, String number) {
    String call = ClosingDownstream.CALL + ": " + method + number;
    return client.send(edge.head(method, Place.CLOSING, call)).read();
  }
}
