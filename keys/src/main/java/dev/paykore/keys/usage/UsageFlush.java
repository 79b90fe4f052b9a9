package dev.paykore.keys.usage;

import java.util.List;
import java.util.Set;

/**
 * What one process sends at once. Sent again with the same process id and sequence number, in whole
 * or without what was taken, it counts once.
 *
 * @param processId names the process and is new at each start, {@code [A-Za-z0-9-]+}
 * @param sequence grows with each flush of the process; the next flush may be sent only when this
 *     one was taken or is given up
 * @param keys at most one entry a key
 */
public record UsageFlush(String processId, long sequence, List<KeyUsage> keys) {

  public UsageFlush {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: %d (expected: >= 1)".formatted(sequence));
    }
    keys = List.copyOf(keys);
  }

  /** What is left of it without those of these ids, which were taken together as they were sent. */
  public UsageFlush without(Set<String> keyIds) {
    return new UsageFlush(
        processId, sequence, keys.stream().filter(key -> !keyIds.contains(key.keyId())).toList());
  }
}
