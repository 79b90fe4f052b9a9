package dev.paykore.console.web;

import dev.paykore.console.Console;
import dev.paykore.console.key.ApiKey;
import dev.paykore.keys.usage.FailedRequest;
import dev.paykore.keys.usage.KeyUsage;
import dev.paykore.keys.usage.UsageCount;
import dev.paykore.keys.usage.UsageFlush;
import dev.paykore.keys.usage.UsageReports;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Reports use as an edge does. */
final class Edge {

  private final UsageReports reports = new UsageReports(() -> Console.redis().async());
  private final String process = Console.unique();
  private long flushes;

  /** So many requests of the key's newest secret were let through just now. */
  void allow(ApiKey key, long requests) {
    allow(key, key.currentSecret().id(), requests);
  }

  void allow(ApiKey key, String secretId, long requests) {
    long now = Instant.now().getEpochSecond();
    flush(key, List.of(new UsageCount(secretId, now, requests, 0, 0)), List.of());
  }

  void fail(ApiKey key, FailedRequest request) {
    flush(key, List.of(count(key, Instant.now().getEpochSecond(), 1, 0, 1)), List.of(request));
  }

  /** Two minutes that look like life. */
  void busyMinutes(ApiKey key) {
    long now = Instant.now().getEpochSecond();
    List<UsageCount> counts =
        LongStream.range(now - 1_800, now)
            .mapToObj(at -> count(key, at, 20 + wave(at), Math.max(0, wave(at) - 9), at % 7 / 6))
            .toList();
    flush(key, counts, List.of());
  }

  private static long wave(long at) {
    return Math.round(8 * Math.sin(at / 9.0) + 4 * Math.sin(at / 2.3));
  }

  private static UsageCount count(ApiKey key, long at, long allowed, long limited, long errors) {
    return new UsageCount(key.currentSecret().id(), at, allowed, limited, errors);
  }

  private void flush(ApiKey key, List<UsageCount> counts, List<FailedRequest> requests) {
    KeyUsage usage =
        new KeyUsage(
            key.id(), counts, Map.of(counts.getFirst().secretId(), Instant.now()), requests);
    reports.write(new UsageFlush(process, ++flushes, List.of(usage))).block();
  }
}
