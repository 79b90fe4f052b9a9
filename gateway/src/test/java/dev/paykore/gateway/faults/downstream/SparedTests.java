package dev.paykore.gateway.faults.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A downstream that does not answer is spared, and the others are as they were. */
@ExtendWith(DownstreamEdgeExtension.class)
class SparedTests {

  /** The least number of calls that the breaker of this edge judges by. */
  private static final int ENOUGH = 100;

  /** How many calls try again a downstream that was spared. */
  private static final int TRIALS = 3;

  /** As many as may be on their way to one downstream here, on a connection or waiting for one. */
  private static final int CROWD = 32;

  /** For a busy machine; whoever had to wait for a place of the crowd would wait for 5 s. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private static final int REQUESTS = FaultRun.times(50, 3_000);
  private static final int ROUNDS = FaultRun.times(1, 5);
  private static final double MOST_TIMES_BEFORE = 1.2;

  private final DownstreamEdge edge;

  SparedTests(DownstreamEdge edge) {
    this.edge = edge;
  }

  @Test
  void afterManyFailuresItIs503WithoutACallAndGoodAgainSoonAfterTheDownstreamIs() {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.forwarding.breaker")) {
      Downstream spared = edge.at(Place.SPARED).will(Downstream.textAndEnd(""));
      RawResponse refused = callUntil503();
      Answers.assertFailed(refused, 503, "SERVICE_UNAVAILABLE", "no");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(edge.gauge("paykore.edge.downstream.breaker.open", spared.url())).isEqualTo(1);
      assertThat(edge.refusals(spared.url())).isPositive();
      spared.forget();
      edge.get(Place.SPARED);
      assertThat(spared.heads()).isEmpty();
      assertThat(edge.get(Place.GOOD).status()).isEqualTo(200);

      spared.will(Downstream.ok("ok"));
      await()
          .atMost(Duration.ofSeconds(3))
          .until(() -> edge.get(Place.SPARED).status() == 200 && isClosed(spared));
      assertThat(log.text())
          .contains("Downstream " + spared.url() + " does not answer")
          .contains("is tried again")
          .contains("answers again");
    }
    FaultRow.of("U14", "a downstream that ends every connection unanswered")
        .promised("503, forwarded no, Retry-After, nothing sent; good again after its pause")
        .seen("503 after %d failures; good again within 3 s", ENOUGH);
  }

  @Test
  void slowUploadsDoNotKeepADownstreamSparedThatAnswersAgain() {
    Downstream spared = edge.at(Place.SPARED).will(Downstream.textAndEnd(""));
    callUntil503();
    spared.will(SparedTests::readAndAnswer).forget();
    List<RawHttpClient> slow = new ArrayList<>();
    try {
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> slow.add(stoppingWithinABody()) && spared.heads().size() == TRIALS);
      long start = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> edge.get(Place.SPARED).status() == 200 && isClosed(spared));
      FaultRow.of("U14", "all calls that try a downstream again stop within their bodies")
          .promised("the downstream is good again for all others all the same")
          .seen("after %d ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    } finally {
      slow.forEach(RawHttpClient::close);
    }
  }

  @Test
  void itsOwnErrorsPassUnchangedAndNeverCountAsFailures() {
    int storm = FaultRun.times(2 * ENOUGH, 20 * ENOUGH);
    Downstream stormy = edge.at(Place.STORMY);
    for (int status : new int[] {500, 503}) {
      stormy
          .will(
              Downstream.text(
                  "HTTP/1.1 %d X\r\nContent-Length: 4\r\nRetry-After: 7\r\n\r\nmine"
                      .formatted(status)))
          .forget();
      try (RawHttpClient client = edge.connect()) {
        for (int i = 0; i < storm; i++) {
          RawResponse response = client.send(edge.head("GET", Place.STORMY)).read();
          assertThat(response.status()).isEqualTo(status);
          assertThat(response.body()).isEqualTo("mine");
          assertThat(response.header("Retry-After")).isEqualTo("7");
        }
      }
      assertThat(stormy.heads()).hasSize(storm);
    }
    FaultRow.of("U15", "a storm of 500 and 503")
        .promised("passed on unchanged, each sent once, no breaker opens")
        .seen("%d of each, all passed on, none sent twice", storm);
  }

  @Test
  void aCrowdAtOneDownstreamLeavesTheOthersAsTheyWere() throws Exception {
    leastSlowestOfHundredMicros();
    long before = leastSlowestOfHundredMicros();
    CountDownLatch crowded = new CountDownLatch(16);
    edge.at(Place.CROWDED)
        .will(
            (in, out, head) -> {
              crowded.countDown();
              Downstream.silentUntilGone(new CountDownLatch(1)).answer(in, out, head);
            });
    List<RawHttpClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < CROWD; i++) {
        crowd.add(edge.connect().send(edge.head("GET", Place.CROWDED)));
      }
      assertThat(crowded.await(10, TimeUnit.SECONDS)).isTrue();
      double ratio = (double) leastSlowestOfHundredMicros() / before;
      RawResponse beyond = edge.get(Place.CROWDED);
      Answers.assertFailed(beyond, 503, "SERVICE_UNAVAILABLE", "no");
      assertThat(beyond.header("Retry-After")).isEqualTo("1");
      assertThat(edge.heads(Place.CROWDED)).hasSize(16);
      if (FaultRun.isFull()) {
        assertThat(ratio).isLessThan(MOST_TIMES_BEFORE);
      }
      FaultRow.of("U14", "one downstream hangs, all its connections and places to wait are taken")
          .promised(
              "beyond them 503, forwarded no; the others' 99th percentile at most 1.2 times what it"
                  + " was, none of them longer than a second")
          .seen("the others' 99th percentile %.2f times what it was", ratio);
    } finally {
      crowd.forEach(RawHttpClient::close);
    }
  }

  private RawHttpClient stoppingWithinABody() {
    return edge.connect().send(edge.head("POST", Place.SPARED, "Content-Length: 2")).sendText("o");
  }

  private static void readAndAnswer(InputStream in, OutputStream out, String head)
      throws IOException {
    in.readNBytes(head.startsWith("POST") ? 2 : 0);
    Downstream.ok("ok").answer(in, out, head);
  }

  private boolean isClosed(Downstream spared) {
    return edge.gauge("paykore.edge.downstream.breaker.open", spared.url()) == 0;
  }

  private RawResponse callUntil503() {
    for (int i = 0; i < 2 * ENOUGH; i++) {
      RawResponse response = edge.get(Place.SPARED);
      if (response.status() == 503) {
        return response;
      }
      assertThat(response.status()).isEqualTo(502);
    }
    throw new AssertionError("the breaker does not open");
  }

  /** Of several rounds, since what else runs on the machine makes none of them faster. */
  private long leastSlowestOfHundredMicros() {
    return LongStream.generate(this::slowestOfHundredMicros).limit(ROUNDS).min().orElseThrow();
  }

  private long slowestOfHundredMicros() {
    edge.at(Place.GOOD);
    try (RawHttpClient client = edge.connect()) {
      long[] micros = LongStream.generate(() -> goodMicros(client)).limit(REQUESTS).toArray();
      Arrays.sort(micros);
      return micros[REQUESTS * 99 / 100];
    }
  }

  private long goodMicros(RawHttpClient client) {
    long start = System.nanoTime();
    assertThat(client.send(edge.head("GET", Place.GOOD)).read().status()).isEqualTo(200);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(took).isLessThan(LONGEST);
    return took.toNanos() / 1_000;
  }
}
