package dev.paykore.console;

import dev.paykore.console.key.ApiKey;
import dev.paykore.keys.usage.FailedRequest;
import dev.paykore.keys.usage.KeyUsage;
import dev.paykore.keys.usage.UsageCount;
import dev.paykore.keys.usage.UsageFlush;
import dev.paykore.keys.usage.UsageReports;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Reports use as an edge does. */
public final class Edges {

  private static final UsageReports REPORTS = new UsageReports(() -> Console.redis().async());
  private static final String PROCESS = Console.unique();
  private static final AtomicLong FLUSHES = new AtomicLong();

  private Edges() {}

  /** So many requests of one secret of the key were let through just now. */
  public static void allow(ApiKey key, String secretId, long requests) {
    long now = Instant.now().getEpochSecond();
    flush(key, List.of(new UsageCount(secretId, now, requests, 0, 0)), List.of());
  }

  /** A request of the key ended in a time-out just now. */
  public static void fail(ApiKey key, String requestId) {
    String secretId = key.currentSecret().id();
    FailedRequest request =
        new FailedRequest(
            requestId,
            Instant.now(),
            secretId,
            504,
            "GATEWAY_TIMEOUT",
            "unknown",
            15_004,
            "POST",
            "live-wallets");
    long now = Instant.now().getEpochSecond();
    flush(key, List.of(new UsageCount(secretId, now, 1, 0, 1)), List.of(request));
  }

  /** Half an hour that looks like life. */
  public static void busyHalfHour(ApiKey key) {
    long now = Instant.now().getEpochSecond();
    flush(
        key,
        LongStream.range(now - 1_800, now + 15).mapToObj(at -> life(key, at)).toList(),
        List.of());
  }

  private static UsageCount life(ApiKey key, long at) {
    long wave = Math.round(8 * Math.sin(at / 9.0) + 4 * Math.sin(at / 2.3));
    return new UsageCount(
        key.currentSecret().id(), at, 20 + wave, Math.max(0, wave - 9), at % 7 / 6);
  }

  private static void flush(ApiKey key, List<UsageCount> counts, List<FailedRequest> requests) {
    KeyUsage usage = new KeyUsage(key.id(), counts, requests);
    REPORTS.write(new UsageFlush(PROCESS, FLUSHES.incrementAndGet(), List.of(usage))).blockLast();
  }
}
