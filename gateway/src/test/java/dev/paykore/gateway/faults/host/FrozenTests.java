package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawHttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that gets no time, or too little of it. */
@ExtendWith(HostStoresExtension.class)
class FrozenTests {

  private static final int IN_FLIGHT = 20;
  private static final Duration FREEZE =
      FaultRun.lasting(Duration.ofSeconds(6), Duration.ofSeconds(10));

  private static HostStores host;
  private static EdgeProcess edge;

  @BeforeAll
  static void start(HostStores shared) {
    host = shared;
    edge =
        host.launch()
            .with(
                "paykore.edge.downstream.response-timeout="
                    + FREEZE.minusSeconds(1).toMillis()
                    + "ms")
            .start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void whatWasAnsweredWhileTheProcessStoodStillIsNoTimeOut() {
    List<RawHttpClient> clients = clients(IN_FLIGHT);
    clients.forEach(client -> assertThat(getStatus(client)).isEqualTo(200));
    Semaphore arrived = new Semaphore(0);
    Semaphore frozen = new Semaphore(0);
    host.downstream()
        .will(
            (in, out, head) -> {
              arrived.release();
              frozen.acquireUninterruptibly();
              Downstream.ok("ok").answer(in, out, head);
            });
    clients.forEach(FrozenTests::get);
    await().until(() -> arrived.availablePermits() >= IN_FLIGHT);
    edge.signal("STOP");
    frozen.release(IN_FLIGHT);
    LockSupport.parkNanos(FREEZE.toNanos());
    edge.signal("CONT");
    List<Integer> statuses = clients.stream().map(client -> client.read().status()).toList();
    host.downstream().will(Downstream.ok("ok"));
    Instant resumed = Instant.now();
    await().until(() -> edge.management().readiness() == ManagementPort.OK);
    clients.forEach(client -> assertThat(getStatus(client)).isEqualTo(200));
    long good = Duration.between(resumed, Instant.now()).toMillis();
    assertThat(statuses).containsOnly(200);
    clients.forEach(RawHttpClient::close);
    FaultRow.of("H6", "the process stood still (SIGSTOP) for longer than a downstream may take")
        .promised("answers that came meanwhile are answers, no 504; limits and readiness go on")
        .seen(
            "%d requests in flight for %d ms, all 200; %d more all 200, and ready, within %d ms",
            IN_FLIGHT, FREEZE.toMillis(), IN_FLIGHT, good);
  }

  @Test
  void healthAnswersWhileTheProcessorIsBusyWithOthers() throws Exception {
    List<Process> others = new ArrayList<>();
    long longest = 0;
    try {
      for (int i = 0; i < 4; i++) {
        others.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      run("taskset", "-a", "-p", "1", Long.toString(edge.pid()));
      for (Process other : others) {
        run("taskset", "-p", "1", Long.toString(other.pid()));
      }
      for (int i = 0; i < FaultRun.times(10, 50); i++) {
        longest = Math.max(longest, millisOf(edge.management()::readiness));
        longest = Math.max(longest, millisOf(edge.management()::liveness));
      }
    } finally {
      others.forEach(Process::destroyForcibly);
      run("taskset", "-a", "-p", "ffffffff", Long.toString(edge.pid()));
    }
    assertThat(longest).isLessThan(2_000);
    FaultRow.of("H3", "four busy processes on the one processor of the edge")
        .promised("readiness and liveness answer within a second (here 2 s at most)")
        .seen("%d questions each, the longest took %d ms", FaultRun.times(10, 50), longest);
  }

  /** How long it took until it was said that all is well. */
  private static long millisOf(IntSupplier health) {
    Instant asked = Instant.now();
    assertThat(health.getAsInt()).isEqualTo(ManagementPort.OK);
    return Duration.between(asked, Instant.now()).toMillis();
  }

  private static List<RawHttpClient> clients(int count) {
    return Stream.generate(() -> RawHttpClient.connect(edge.port())).limit(count).toList();
  }

  private static RawHttpClient get(RawHttpClient client) {
    return client.send("GET /v1/wallets HTTP/1.1", "Host: localhost", host.keyHeader(), "");
  }

  private static int getStatus(RawHttpClient client) {
    return get(client).read().status();
  }

  private static void run(String... command) throws Exception {
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
