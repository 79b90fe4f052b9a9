package dev.paykore.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.usage.FailedRequest;
import dev.paykore.keys.usage.KeyUsage;
import dev.paykore.keys.usage.UsageCount;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UsageCountersTests {

  private static final long SECOND = 1_717_200_061;
  private static final Slot SLOT = new Slot("key_a", "sec_a", SECOND);

  private final UsageCounters counters = new UsageCounters();

  @Test
  void addsUpWhatFallsIntoOneSecond() {
    counters.count(SLOT, Tally.ALLOWED);
    counters.count(SLOT, Tally.LIMITED);
    counters.count(SLOT, Tally.FAILED);
    assertThat(counters.take())
        .containsExactly(
            new KeyUsage("key_a", List.of(new UsageCount("sec_a", SECOND, 2, 1, 1)), List.of()));
  }

  @Test
  void takesEachCountOnce() {
    counters.count(SLOT, Tally.ALLOWED);
    assertThat(counters.take()).hasSize(1);
    assertThat(counters.take()).isEmpty();
  }

  @Test
  void losesAndDoublesNothingWhileOthersCount() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    CountDownLatch done = new CountDownLatch(threads);
    long taken = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        executor.execute(
            () -> {
              IntStream.range(0, each).forEach(n -> counters.count(SLOT, Tally.ALLOWED));
              done.countDown();
            });
      }
      while (!done.await(1, TimeUnit.MILLISECONDS)) {
        taken += allowed(counters.take());
      }
    }
    assertThat(taken + allowed(counters.take())).isEqualTo((long) threads * each);
  }

  @Test
  void refusalsOfTheLimiterDoNotPushOutOtherErrors() {
    IntStream.range(0, 500).forEach(n -> counters.keep("key_a", failure(429), true));
    IntStream.range(0, 50).forEach(n -> counters.keep("key_a", failure(504), false));
    List<FailedRequest> kept = counters.take().getFirst().failedRequests();
    assertThat(kept).hasSize(KeyUsage.MAX_FAILED_REQUESTS);
    assertThat(kept).filteredOn(request -> request.status() == 504).hasSize(50);
  }

  @Test
  void mergesSecondsThatNobodySeesOneByOne() {
    Stream.of(0, 1, 2).forEach(n -> counters.count(slot(SECOND + n), Tally.ALLOWED));
    counters.count(slot(SECOND + 1000), Tally.ALLOWED);
    counters.compact(Instant.ofEpochSecond(SECOND + 1000));
    assertThat(counters.size()).isEqualTo(2);
    assertThat(counters.take().getFirst().counts())
        .containsExactlyInAnyOrder(
            new UsageCount("sec_a", SECOND - 1, 3, 0, 0),
            new UsageCount("sec_a", SECOND + 1000, 1, 0, 0));
  }

  private static Slot slot(long second) {
    return new Slot("key_a", "sec_a", second);
  }

  private static long allowed(List<KeyUsage> usage) {
    return usage.stream()
        .flatMap(key -> key.counts().stream())
        .mapToLong(UsageCount::allowed)
        .sum();
  }

  private static FailedRequest failure(int status) {
    return new FailedRequest(
        "req_0123456789",
        Instant.ofEpochSecond(SECOND),
        "sec_a",
        status,
        "CODE",
        null,
        1,
        "GET",
        "wallets");
  }
}
