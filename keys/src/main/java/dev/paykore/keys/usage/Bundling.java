package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which keys are written with one script call. To a single server that may be any; a call costs the
 * edge much more than one more key in it. In a cluster a script may touch one slot alone, so those
 * of one slot go together. Redis does nothing else while a script runs, so a call has its bounds.
 *
 * <p>A bundle is counted once however often it is sent, and known by its first key. So what is left
 * of a flush must be bundled as it was in the whole: the order is that of the flush within a slot,
 * and no bundle depends on those of another slot.
 */
enum Bundling {
  SINGLE_SERVER(3, 32, false) {
    @Override
    int slotOf(KeyUsage usage) {
      return 0;
    }
  },
  CLUSTER(64, 256, true) {
    @Override
    int slotOf(KeyUsage usage) {
      return SlotHash.getSlot(RedisNames.usageCurrent(usage.keyId()));
    }
  };

  /**
   * A key took Redis 140 µs where it shared two busy processors: three calls of so many are 13 ms,
   * of the 50 that a limit may wait. Half of the commands that it took then are left.
   */
  private static final int MOST_KEYS = 32;

  private final int callsInFlight;
  private final int bundlesNoted;
  private final boolean allAtOnce;

  Bundling(int callsInFlight, int bundlesNoted, boolean allAtOnce) {
    this.callsInFlight = callsInFlight;
    this.bundlesNoted = bundlesNoted;
    this.allAtOnce = allAtOnce;
  }

  static Bundling of(RedisClusterAsyncCommands<String, String> redis) {
    return redis instanceof RedisAdvancedClusterAsyncCommands ? CLUSTER : SINGLE_SERVER;
  }

  abstract int slotOf(KeyUsage usage);

  int callsInFlight() {
    return callsInFlight;
  }

  /** Bundles whose keys go to the set of active keys together: a thousand keys or so. */
  int bundlesNoted() {
    return bundlesNoted;
  }

  /** Whether a count goes to all of its hashes at once, whose names are known then. */
  boolean allAtOnce() {
    return allAtOnce;
  }

  /** Parts the keys of a flush. */
  List<List<KeyUsage>> bundles(List<KeyUsage> flushed) {
    List<KeyUsage> keys = flushed.stream().sorted(Comparator.comparingInt(this::slotOf)).toList();
    List<List<KeyUsage>> bundles = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= keys.size(); to++) {
      if (isEnd(keys, from, to)) {
        bundles.add(keys.subList(from, to));
        from = to;
      }
    }
    return bundles;
  }

  private boolean isEnd(List<KeyUsage> keys, int from, int to) {
    return to == keys.size()
        || to - from == MOST_KEYS
        || slotOf(keys.get(to)) != slotOf(keys.get(from));
  }
}
