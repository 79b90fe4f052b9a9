package dev.paykore.keys.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Redis had of one key at one moment.
 *
 * @param current counts by second of the stretch of minutes that the key was last used in
 * @param others hashes of longer times or of stretches that are over, without that one
 */
record UsageHashes(List<UsageCount> current, List<Map<String, String>> others) {

  private static final String MINUTE_FIELD = "minute";
  private static final long MINUTE_SECONDS = 60;

  /**
   * @param hashes the one of the current stretch first
   */
  static UsageHashes of(List<Map<String, String>> hashes) {
    return new UsageHashes(current(hashes.getFirst()), hashes.subList(1, hashes.size()));
  }

  private static List<UsageCount> current(Map<String, String> hash) {
    return UsageFields.number(hash.get(MINUTE_FIELD))
        .map(minute -> UsageFields.decode(hash, minute * MINUTE_SECONDS, 1))
        .orElse(List.of());
  }

  Map<String, String> first() {
    return others.getFirst();
  }

  /**
   * All counts of some time, by time.
   *
   * @param start where the first of the other hashes begins
   * @param spanSeconds how much later each of the next begins
   * @param unitSeconds what they count by, and by what the current stretch is counted with them
   */
  List<UsageCount> counts(long start, long spanSeconds, long unitSeconds, long from, long to) {
    List<UsageCount> counts = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      counts.addAll(UsageFields.decode(others.get(i), start + i * spanSeconds, unitSeconds));
    }
    current.forEach(count -> counts.add(count.within(unitSeconds)));
    return UsageFields.merge(counts).stream()
        .filter(count -> count.epochSecond() >= from && count.epochSecond() < to)
        .toList();
  }
}
