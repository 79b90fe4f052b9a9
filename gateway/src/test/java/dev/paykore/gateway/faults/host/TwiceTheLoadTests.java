package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More requests than there is room for, and they go on coming. */
@ExtendWith(HostStoresExtension.class)
class TwiceTheLoadTests {

  private static final int IN_FLIGHT = 20;

  /** Long beside what a busy machine adds: the bound is to be what limits, and not the machine. */
  private static final Duration ANSWER =
      FaultRun.lasting(Duration.ofMillis(500), Duration.ofMillis(100));

  /** So many requests a second there is room for. */
  private static final int CAPACITY = IN_FLIGHT * 1_000 / (int) ANSWER.toMillis();

  private static final Duration TIME =
      FaultRun.lasting(Duration.ofSeconds(4), Duration.ofSeconds(40));
  private static final double PERCENTILE = 0.99;
  private static final double SLOWER = 1.5;

  @Test
  void whatIsAdmittedIsAnsweredAsEverAndTheRestAtOnceAndAnotherEdgeIsAskedFor(HostStores host) {
    host.downstream().will(TwiceTheLoadTests::answerInTime);
    try (EdgeProcess edge =
        host.launch().with("paykore.edge.server.max-in-flight=" + IN_FLIGHT).start()) {
      OpenLoop clients = new OpenLoop(edge.port(), host.keyHeader());
      clients.run(CAPACITY / 4, Duration.ofSeconds(2));
      List<OpenLoop.Outcome> half = clients.run(CAPACITY / 2, TIME);
      Thread watch = Thread.ofVirtual().start(() -> awaitReadiness(edge, false));
      List<OpenLoop.Outcome> twice = clients.run(CAPACITY * 2, TIME);
      assertThat(watch.isAlive()).isFalse();
      awaitReadiness(edge, true);
      assertShedding(twice);
      report(half, twice);
    }
  }

  private static void assertShedding(List<OpenLoop.Outcome> twice) {
    assertThat(twice).allMatch(TwiceTheLoadTests::isServedOrToldToComeBack);
    assertThat(count(twice, 200)).isGreaterThan(CAPACITY * TIME.toSeconds() / 2);
    assertThat(count(twice, 503)).isPositive();
  }

  private static boolean isServedOrToldToComeBack(OpenLoop.Outcome outcome) {
    return outcome.status() == 200 || (outcome.status() == 503 && outcome.retryAfter());
  }

  private static void report(List<OpenLoop.Outcome> half, List<OpenLoop.Outcome> twice) {
    double ratio = (double) percentile(twice, 200) / percentile(half, 200);
    if (FaultRun.isFull()) {
      assertThat(ratio).isLessThan(SLOWER);
    }
    FaultRow.of("H11", "twice as many requests as there is room for, whatever the answers")
        .promised("503 and Retry-After beyond the bound, at once; what is admitted keeps its time")
        .seen(
            "%d a second where %d fit, for %d s: %d admitted, %d refused; of those admitted 99 %%"
                + " within %.2f times what half the load takes; refused within %.2f times; not"
                + " ready meanwhile, ready again after",
            CAPACITY * 2,
            CAPACITY,
            TIME.toSeconds(),
            count(twice, 200),
            count(twice, 503),
            ratio,
            (double) percentile(twice, 503) / percentile(half, 200));
  }

  private static void answerInTime(InputStream in, OutputStream out, String head)
      throws IOException {
    LockSupport.parkNanos(ANSWER.toNanos());
    Downstream.ok("ok").answer(in, out, head);
  }

  private static void awaitReadiness(EdgeProcess edge, boolean ready) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> edge.management().readiness() == ManagementPort.OK == ready);
  }

  private static long count(List<OpenLoop.Outcome> outcomes, int status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  private static long percentile(List<OpenLoop.Outcome> outcomes, int status) {
    List<Long> millis =
        outcomes.stream()
            .filter(outcome -> outcome.status() == status)
            .map(OpenLoop.Outcome::millis)
            .sorted()
            .toList();
    return Math.max(1, millis.get((int) (millis.size() * PERCENTILE)));
  }
}
