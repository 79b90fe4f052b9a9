package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys and arguments of {@code write-usage.lua} for some keys of a flush.
 *
 * @param names of what is touched in Redis; of each key the fixed ones, then one for each of its
 *     hashes of counts
 * @param values as the script's head describes them
 */
record UsageArguments(List<String> names, List<String> values) {

  private static final int FIXED_NAMES = 5;

  UsageArguments {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  static UsageArguments of(UsageFlush flush, List<KeyUsage> keys) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    addAll(values, flush.sequence(), UsageReports.FLUSH_MEMORY.toMillis());
    addAll(values, flush.processId() + "-" + flush.sequence(), UsageLife.LAST_USED.toMillis());
    addAll(values, UsageLife.REQUESTS.toMillis(), UsageLife.REQUESTS_PER_CLASS);
    for (KeyUsage usage : keys) {
      Counters counters = Counters.of(usage);
      addNames(names, flush, usage, counters);
      addValues(values, usage, counters);
    }
    return new UsageArguments(names, values);
  }

  private static void addNames(
      List<String> names, UsageFlush flush, KeyUsage usage, Counters counters) {
    names.add(RedisNames.flush(usage.keyId(), flush.processId()));
    names.add(RedisNames.lastUsed(usage.keyId()));
    names.add(RedisNames.requests(usage.keyId()));
    names.add(RedisNames.requestTimes(usage.keyId(), "errors"));
    names.add(RedisNames.requestTimes(usage.keyId(), "limited"));
    names.addAll(counters.hashes.keySet());
  }

  private static void addValues(List<String> values, KeyUsage usage, Counters counters) {
    List<String> own = new ArrayList<>();
    counters.addTo(own);
    addLastUsed(own, usage.lastUsed());
    addRequests(own, usage.failedRequests());
    addAll(values, FIXED_NAMES + counters.hashes.size(), own.size());
    values.addAll(own);
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
      hash(RedisNames.usageSeconds(keyId, minute), UsageLife.SECONDS, false)
          .add(count, count.epochSecond() % 60);
      hash(RedisNames.usageMinutes(keyId, hour), UsageLife.MINUTES, false).add(count, minute % 60);
      hash(RedisNames.usageHours(keyId, day), UsageLife.HOURS, true).add(count, hour % 24);
    }

    private Hash hash(String name, Duration life, boolean hasId) {
      return hashes.computeIfAbsent(name, any -> new Hash(life, hasId, new LinkedHashMap<>()));
    }

    void addTo(List<String> values) {
      addAll(values, hashes.size());
      for (Hash hash : hashes.values()) {
        addAll(values, hash.life.toMillis(), hash.hasId ? 1 : 0, hash.increments.size());
        hash.increments.forEach((field, increment) -> addAll(values, field, increment));
      }
    }
  }

  /**
   * @param hasId whether who rolls it up must tell it from one that Redis has lost
   */
  private record Hash(Duration life, boolean hasId, Map<String, Long> increments) {

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
