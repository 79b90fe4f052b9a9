package dev.paykore.gateway.faults.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.ManagementPort;
import dev.paykore.gateway.testing.RawHttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that can open no more files. */
@ExtendWith(HostStoresExtension.class)
class FilesTests {

  private static final int MAX_FILES = 512;
  private static final int TOO_MANY = 600;
  private static final Duration FULL =
      FaultRun.lasting(Duration.ofSeconds(3), Duration.ofSeconds(20));
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static HostStores host;
  private static EdgeProcess edge;

  @BeforeAll
  static void start(HostStores shared) {
    host = shared;
    edge = host.launch().by("sh", "-c", "ulimit -n " + MAX_FILES + "; exec \"$@\"", "edge").start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void openConnectionsAreServedAndNewOnesWait() {
    long usedBefore = host.used();
    try (RawHttpClient open = RawHttpClient.connect(edge.port())) {
      assertThat(getStatus(open)).isEqualTo(200);
      await().until(() -> host.used() > usedBefore);
      List<RawHttpClient> tooMany =
          Stream.generate(() -> RawHttpClient.connect(edge.port())).limit(TOO_MANY).toList();
      Duration before = cpu();
      int served = serveWhileFull(open);
      Duration busy = cpu().minus(before);
      assertThat(busy).isLessThan(FULL.dividedBy(2));
      tooMany.forEach(RawHttpClient::close);
      Instant freed = Instant.now();
      await().until(() -> edge.management().readiness() == ManagementPort.OK);
      try (RawHttpClient next = RawHttpClient.connect(edge.port())) {
        assertThat(getStatus(next)).isEqualTo(200);
      }
      FaultRow.of("H2", "no file descriptor free (ulimit -n %d)".formatted(MAX_FILES))
          .promised("open connections are served, new ones wait, no busy loop; recovers by itself")
          .seen(
              "%d requests on an open connection, all 200, with %d others;"
                  + " %d ms of processor time in %d s; new connections served %d ms after the end",
              served,
              TOO_MANY,
              busy.toMillis(),
              FULL.toSeconds(),
              Duration.between(freed, Instant.now()).toMillis());
    }
  }

  private static int serveWhileFull(RawHttpClient open) {
    int served = 0;
    for (Instant end = Instant.now().plus(FULL); Instant.now().isBefore(end); served++) {
      assertThat(getStatus(open)).isEqualTo(200);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return served;
  }

  private static int getStatus(RawHttpClient client) {
    return client
        .send("GET /v1/wallets HTTP/1.1", "Host: localhost", host.keyHeader(), "")
        .read()
        .status();
  }

  private static Duration cpu() {
    return ProcessHandle.of(edge.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }
}
