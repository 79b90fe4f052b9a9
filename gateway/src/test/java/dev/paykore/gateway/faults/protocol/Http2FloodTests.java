package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.testing.http2.Frame;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send frames which cost the edge more than them: each loses its connection. */
class Http2FloodTests {

  private static final int PROTOCOL_ERROR = 1;
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;

  /**
   * From its first frame to its end; the promise is a second, of which a busy machine has three.
   */
  private static final Duration DEADLINE =
      FaultRun.lasting(Duration.ofSeconds(3), Duration.ofSeconds(1));

  /** Of client and edge together, on however busy a machine, with all that has to be compiled. */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(1);

  private static final int ROUNDS = FaultRun.times(1, 3);

  /** Each has to shake hands first, which costs both sides more than the flood does. */
  private static final Duration BETWEEN_ATTACKS = Duration.ofMillis(200);

  private static final long MOST_LEFT_BYTES = 16 << 20;

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  /** How one flood ended. */
  private record Attack(long frames, long millis, long workMillis) {}

  @ParameterizedTest
  @EnumSource(Flood.class)
  void aFloodEndsItsConnectionAndLeavesTheOthers(Flood flood) {
    List<Attack> attacks = new ArrayList<>();
    attack(flood);
    try (Http2Client good = edge.connect()) {
      for (int i = 0; i < FaultRun.times(1, 20); i++) {
        attacks.add(attack(flood));
        assertThat(good.answer(good.request(edge.get("/v1/a"))).status()).isEqualTo(200);
      }
    }
    long longest = attacks.stream().mapToLong(Attack::millis).max().orElseThrow();
    long mostWork = attacks.stream().mapToLong(Attack::workMillis).max().orElseThrow();
    assertThat(longest).isLessThan(DEADLINE.toMillis());
    assertThat(mostWork).isLessThan(LONGEST_WORK.toMillis());
    FaultRow.of("S4", "HTTP/2 flood: " + flood.name().replace('_', ' ').toLowerCase(Locale.ROOT))
        .promised("connection closed within 1 s and a second of CPU, other clients served")
        .seen(
            "%d attacks ended after %.0f frames on average, the slowest in %d ms with %d ms of CPU"
                + " for client and edge; others served",
            attacks.size(),
            attacks.stream().mapToLong(Attack::frames).average().orElseThrow(),
            longest,
            mostWork);
  }

  private static long workNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Floods until the connection ends. */
  private static Attack attack(Flood flood) {
    try (Http2Client bad = edge.connect()) {
      long workBefore = workNanos();
      long start = System.nanoTime();
      long sent = flood(bad, flood);
      assertThat(bad.awaitEnd()).isIn(null, ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
      return new Attack(
          sent,
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          Duration.ofNanos(workNanos() - workBefore).toMillis());
    }
  }

  private static long flood(Http2Client bad, Flood flood) {
    long sent = 0;
    try {
      while (!bad.hasEnded() && sent < 1_000_000) {
        List<Frame> frames = new ArrayList<>();
        while (frames.size() < 100) {
          frames.addAll(flood.next(bad, edge.get("/never")));
        }
        bad.send(frames);
        sent += frames.size();
      }
    } catch (UncheckedIOException closed) {
      // As it should be.
    }
    return sent;
  }

  @Test
  void floodsLeaveOthersAboutAsFastAsTheyWere() throws Exception {
    int requests = FaultRun.times(200, 2_000);
    List<Flood> kinds = List.of(Flood.values());
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger attacks = new AtomicInteger();
    try (Http2Client good = edge.connect()) {
      slowestOfHundredMicros(good, requests);
      long before = leastSlowestOfHundredMicros(good, requests);
      Thread attacker =
          Thread.startVirtualThread(
              () -> {
                while (!over.get()) {
                  attack(kinds.get(attacks.getAndIncrement() % kinds.size()));
                  LockSupport.parkNanos(BETWEEN_ATTACKS.toNanos());
                }
              });
      long during = leastSlowestOfHundredMicros(good, requests);
      over.set(true);
      attacker.join();
      double ratio = (double) during / before;
      assertThat(ratio).isLessThan(FaultRun.isFull() ? 2 : Double.MAX_VALUE);
      FaultRow.of("S4", "HTTP/2 floods of all kinds, and a client on another connection")
          .promised("its 99th percentile at most twice what it was")
          .seen(
              "%.2f times: %.1f ms before, %.1f ms during %d attacks, each the least of %d over %,d"
                  + " requests",
              ratio, before / 1e3, during / 1e3, attacks.get(), ROUNDS, requests);
    }
  }

  /** A machine that does something else for a moment makes one round slow, not all. */
  private static long leastSlowestOfHundredMicros(Http2Client good, int requests) {
    return LongStream.range(0, ROUNDS)
        .map(round -> slowestOfHundredMicros(good, requests))
        .min()
        .orElseThrow();
  }

  private static long slowestOfHundredMicros(Http2Client good, int requests) {
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      assertThat(good.answer(good.request(edge.get("/v1/a"))).status()).isEqualTo(200);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[requests - 1 - requests / 100] / 1_000;
  }

  @Test
  void floodsLeaveNothingBehind() {
    for (Flood flood : Flood.values()) {
      attack(flood);
    }
    long before = heapBytes();
    int rounds = FaultRun.times(1, 10);
    for (int i = 0; i < rounds; i++) {
      for (Flood flood : Flood.values()) {
        attack(flood);
      }
    }
    await().untilAsserted(() -> assertThat(heapBytes() - before).isLessThan(MOST_LEFT_BYTES));
    FaultRow.of("S4", "HTTP/2 floods of all kinds, one after the other")
        .promised("the heap is what it was")
        .seen("%d floods, %+d KiB", rounds * Flood.values().length, (heapBytes() - before) / 1024);
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void streamsBeyondTheirNumberAreRefusedAlone() {
    try (Http2Client client = edge.connect()) {
      int begun = edge.downstream.begun();
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 110; i++) {
        streams.add(client.request(edge.get("/never")));
      }
      assertThat(client.answer(streams.getLast()).reset()).isEqualTo(REFUSED_STREAM);
      assertThat(client.hasEnded()).isFalse();
      assertThat(edge.downstream.begun() - begun).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void aClientThatUsesWhatItIsGivenMayAcknowledgeIt() {
    try (Http2Client client = edge.connect()) {
      for (int i = 0; i < FaultRun.times(300, 10_000); i++) {
        int stream = client.request(edge.get("/v1/a"));
        client.answer(stream);
        client.send(Frame.ofNumber(Frame.WINDOW_UPDATE, 0, 4));
        client.send(Frame.ping());
      }
      assertThat(client.hasEnded()).isFalse();
    }
  }

  @Test
  void whatAClientCancelsIsCancelledDownstream() {
    int begun = edge.downstream.begun();
    int broken = edge.downstream.brokenOff();
    try (Http2Client client = edge.connect()) {
      int stream = client.request(edge.get("/never"));
      await().until(() -> edge.downstream.begun() > begun);
      client.reset(stream);
      await().until(() -> edge.downstream.brokenOff() > broken);
      client.request(edge.get("/never"));
      await().until(() -> edge.downstream.begun() > begun + 1);
    }
    await().until(() -> edge.downstream.brokenOff() > broken + 1);
  }
}
