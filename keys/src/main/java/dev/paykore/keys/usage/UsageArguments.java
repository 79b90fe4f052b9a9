package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys and arguments of {@code write-usage.lua} for one key of a flush.
 *
 * @param keys the fixed names, then one for each hash of counts
 * @param values as the script's head describes them
 */
record UsageArguments(List<String> keys, List<String> values) {

  static UsageArguments of(UsageFlush flush, KeyUsage usage) {
    Counters counters = Counters.of(usage);
    List<String> values = new ArrayList<>();
    addAll(values, flush.sequence(), UsageReports.FLUSH_MEMORY.toMillis());
    addAll(values, flush.processId() + "-" + flush.sequence(), UsageLife.LAST_USED.toMillis());
    addAll(values, UsageLife.REQUESTS.toMillis(), UsageLife.REQUESTS_PER_CLASS);
    counters.addTo(values);
    addLastUsed(values, usage.lastUsed());
    addRequests(values, usage.failedRequests());
    return new UsageArguments(names(flush, usage, counters), values);
  }

  private static List<String> names(UsageFlush flush, KeyUsage usage, Counters counters) {
    List<String> names = new ArrayList<>();
    names.add(RedisNames.flush(usage.keyId(), flush.processId()));
    names.add(RedisNames.lastUsed(usage.keyId()));
    names.add(RedisNames.requests(usage.keyId()));
    names.add(RedisNames.requestTimes(usage.keyId(), "errors"));
    names.add(RedisNames.requestTimes(usage.keyId(), "limited"));
    names.addAll(counters.hashes.keySet());
    return names;
  }

  private static void addLastUsed(List<String> values, Map<String, Instant> lastUsed) {
    addAll(values, lastUsed.size());
    lastUsed.forEach((secretId, at) -> addAll(values, secretId, at.toEpochMilli()));
  }

  private static void addRequests(List<String> values, List<FailedRequest> requests) {
    addAll(values, requests.size());
    for (FailedRequest request : requests) {
      addAll(values, request.requestClass(), request.requestId(), request.at().toEpochMilli());
      addAll(values, FailedRequestCodec.encode(request));
    }
  }

  private static void addAll(List<String> values, Object... more) {
    for (Object value : more) {
      values.add(value.toString());
    }
  }

  /** The increments of each hash of counts, by its name. */
  private record Counters(Map<String, Hash> hashes) {

    static Counters of(KeyUsage usage) {
      Counters counters = new Counters(new LinkedHashMap<>());
      usage.counts().forEach(count -> counters.add(usage.keyId(), count));
      return counters;
    }

    private void add(String keyId, UsageCount count) {
      long minute = count.epochSecond() / 60;
      long hour = minute / 60;
      long day = hour / 24;
      hash(RedisNames.usageSeconds(keyId, minute), UsageLife.SECONDS)
          .add(count, count.epochSecond() % 60);
      hash(RedisNames.usageMinutes(keyId, hour), UsageLife.MINUTES).add(count, minute % 60);
      hash(RedisNames.usageHours(keyId, day), UsageLife.HOURS).add(count, hour % 24);
    }

    private Hash hash(String name, Duration life) {
      return hashes.computeIfAbsent(name, any -> new Hash(life, new LinkedHashMap<>()));
    }

    void addTo(List<String> values) {
      addAll(values, hashes.size());
      for (Hash hash : hashes.values()) {
        addAll(values, hash.life.toMillis(), hash.increments.size());
        hash.increments.forEach((field, increment) -> addAll(values, field, increment));
      }
    }
  }

  private record Hash(Duration life, Map<String, Long> increments) {

    void add(UsageCount count, long unit) {
      String prefix = count.secretId() + ":" + unit + ":";
      increment(prefix + UsageFields.ALLOWED, count.allowed());
      increment(prefix + UsageFields.LIMITED, count.limited());
      increment(prefix + UsageFields.ERRORS, count.errors());
    }

    private void increment(String field, long by) {
      if (by > 0) {
        increments.merge(field, by, Long::sum);
      }
    }
  }
}
