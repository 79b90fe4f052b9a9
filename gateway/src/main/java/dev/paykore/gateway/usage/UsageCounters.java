package dev.paykore.gateway.usage;

import dev.paykore.keys.usage.FailedRequest;
import dev.paykore.keys.usage.KeyUsage;
import dev.paykore.keys.usage.UsageCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what keys use until it is taken out to be sent. A count is in the map or was taken, never
 * both and never lost: each slot holds an immutable tally that is replaced or removed at once.
 */
final class UsageCounters {

  /** Older seconds are no longer shown one by one, so their minute will do. */
  private static final long SECONDS_SHOWN_SECONDS = 15 * 60;

  /** Refusals of the limiter leave room for errors that say more. */
  private static final int MAX_LIMITED_REQUESTS = KeyUsage.MAX_FAILED_REQUESTS / 2;

  private final ConcurrentHashMap<Slot, Tally> tallies = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<FailedRequest>> failures = new ConcurrentHashMap<>();

  void count(Slot slot, Tally tally) {
    tallies.merge(slot, tally, Tally::plus);
  }

  /** Keeps a failed request for looking up, unless the key has too many already. */
  void keep(String keyId, FailedRequest failure, boolean limited) {
    int most = limited ? MAX_LIMITED_REQUESTS : KeyUsage.MAX_FAILED_REQUESTS;
    failures.compute(keyId, (key, kept) -> append(kept == null ? List.of() : kept, failure, most));
  }

  /** Takes out all that was counted, one entry a key. */
  List<KeyUsage> take() {
    Map<String, List<UsageCount>> counts = takeCounts();
    Set<String> keyIds = new HashSet<>(counts.keySet());
    keyIds.addAll(failures.keySet());
    return keyIds.stream().map(id -> usage(id, counts.getOrDefault(id, List.of()))).toList();
  }

  /** Merges seconds that nobody will see one by one, so that an outage of Redis costs little. */
  void compact(Instant now) {
    long oldest = now.getEpochSecond() - SECONDS_SHOWN_SECONDS;
    tallies.keySet().stream()
        .filter(slot -> slot.epochSecond() < oldest && !slot.equals(slot.ofItsMinute()))
        .toList()
        .forEach(this::mergeIntoMinute);
  }

  int size() {
    return tallies.size();
  }

  private void mergeIntoMinute(Slot slot) {
    Tally tally = tallies.remove(slot);
    if (tally != null) {
      count(slot.ofItsMinute(), tally);
    }
  }

  private Map<String, List<UsageCount>> takeCounts() {
    Map<String, List<UsageCount>> counts = new ConcurrentHashMap<>();
    for (Slot slot : tallies.keySet()) {
      Tally tally = tallies.remove(slot);
      if (tally != null) {
        counts.computeIfAbsent(slot.keyId(), key -> new ArrayList<>()).add(tally.toCount(slot));
      }
    }
    return counts;
  }

  private KeyUsage usage(String keyId, List<UsageCount> counts) {
    List<FailedRequest> failed = failures.remove(keyId);
    return new KeyUsage(keyId, counts, failed == null ? List.of() : failed);
  }

  private static List<FailedRequest> append(
      List<FailedRequest> kept, FailedRequest failure, int most) {
    if (kept.size() >= most) {
      return kept;
    }
    List<FailedRequest> longer = new ArrayList<>(kept);
    longer.add(failure);
    return longer;
  }
}
