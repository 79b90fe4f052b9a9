package dev.paykore.bench.stores;

import dev.paykore.bench.keys.IssuedKey;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys as the peers other than the edge look them up: {@code bench:key:HASH} in Redis has the
 * partner and the limit.
 */
final class PeerRecords {

  private static final int AT_ONCE = 1_000;

  private PeerRecords() {}

  static void write(RedisCommands<String, String> redis, List<IssuedKey> keys) {
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      Map<String, String> records = new LinkedHashMap<>();
      for (IssuedKey key : keys.subList(from, Math.min(from + AT_ONCE, keys.size()))) {
        records.put(
            "bench:key:" + key.secret().hash().hex(), key.id() + " " + key.requestsPerMinute());
      }
      redis.mset(records);
    }
  }
}
