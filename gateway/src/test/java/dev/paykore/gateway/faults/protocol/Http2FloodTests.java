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
import java.util.List;
import java.util.Locale;
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

  /** On a busy machine; the promise is a second, and it is kept where there is one to have. */
  private static final Duration DEADLINE = Duration.ofSeconds(25);

  /** Of client and edge together, on however busy a machine, with all that has to be compiled. */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

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

  @ParameterizedTest
  @EnumSource(Flood.class)
  void aFloodEndsItsConnectionAndLeavesTheOthers(Flood flood) {
    long longestMillis = 0;
    long mostWorkMillis = 0;
    long frames = 0;
    int attacks = FaultRun.times(1, 20);
    try (Http2Client good = edge.connect()) {
      for (int i = 0; i < attacks; i++) {
        long start = System.nanoTime();
        long workBefore = workNanos();
        frames += attack(flood);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration work = Duration.ofNanos(workNanos() - workBefore);
        assertThat(took).isLessThan(DEADLINE);
        assertThat(work).isLessThan(LONGEST_WORK);
        mostWorkMillis = Math.max(mostWorkMillis, work.toMillis());
        longestMillis = Math.max(longestMillis, took.toMillis());
        assertThat(good.answer(good.request(edge.get("/v1/a"))).status()).isEqualTo(200);
      }
    }
    FaultRow.of("S4", "HTTP/2 flood: " + flood.name().replace('_', ' ').toLowerCase(Locale.ROOT))
        .promised("connection closed within 1 s, other clients served")
        .seen(
            "%d attacks ended after %d frames on average, the slowest in %d ms with %d ms of CPU for"
                + " client and edge; others served",
            attacks, frames / attacks, longestMillis, mostWorkMillis);
  }

  private static long workNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Floods until the connection ends, and gives how many frames were sent. */
  private static int attack(Flood flood) {
    int sent = 0;
    try (Http2Client bad = edge.connect()) {
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
      assertThat(bad.awaitEnd()).isIn(null, ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
    }
    return sent;
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
