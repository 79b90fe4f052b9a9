package dev.paykore.console.usage;

import dev.paykore.keys.usage.UsageCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The use of a key over a time.
 *
 * @param resolution how finely
 * @param points every stretch of the time, also those without a request, the oldest first
 * @param requestsBySecret how many requests each secret carried in the time
 */
public record UsageSeries(
    Resolution resolution, List<UsagePoint> points, Map<String, Long> requestsBySecret) {

  /** Lays counts out over the time that ends now. */
  static UsageSeries of(Resolution resolution, Instant now, List<UsageCount> counts) {
    TreeMap<Long, UsagePoint> points = new TreeMap<>();
    long end = resolution.endAt(now);
    for (long at = resolution.startAt(now); at < end; at += resolution.unitSeconds()) {
      points.put(at, new UsagePoint(Instant.ofEpochSecond(at), 0, 0, 0));
    }
    for (UsageCount count : counts) {
      points.computeIfPresent(
          count.epochSecond(),
          (at, point) -> point.plus(count.allowed(), count.limited(), count.errors()));
    }
    return new UsageSeries(resolution, new ArrayList<>(points.values()), bySecret(counts));
  }

  private static Map<String, Long> bySecret(List<UsageCount> counts) {
    return counts.stream()
        .collect(
            Collectors.groupingBy(
                UsageCount::secretId, Collectors.summingLong(UsageCount::requests)));
  }

  /** All of the time in one. */
  public UsagePoint total() {
    return points.stream()
        .reduce(
            new UsagePoint(points.getFirst().at(), 0, 0, 0),
            (sum, p) -> sum.plus(p.allowed(), p.limited(), p.errors()));
  }
}
