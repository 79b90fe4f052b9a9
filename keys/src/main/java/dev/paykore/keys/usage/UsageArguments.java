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
 * @param names of what is touched in Redis, and
 * @param values as the script's head describes them
 */
record UsageArguments(List<String> names, List<String> values) {

  UsageArguments {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  /**
   * @param keys of one bundle, at least one; the first names its marker
   */
  static UsageArguments of(UsageFlush flush, List<KeyUsage> keys) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    names.add(RedisNames.flush(keys.getFirst().keyId(), flush.processId()));
    addAll(values, flush.sequence(), UsageReports.FLUSH_MEMORY.toMillis());
    addAll(values, flush.processId() + "-" + flush.sequence(), UsageLife.LAST_USED.toMillis());
    addAll(values, UsageLife.REQUESTS.toMillis(), UsageLife.REQUESTS_PER_CLASS);
    for (KeyUsage usage : keys) {
      Counters counters = Counters.of(usage);
      List<String> ownNames = namesOf(usage, counters);
      List<String> ownValues = valuesOf(usage, counters);
      addAll(values, ownNames.size(), ownValues.size());
      names.addAll(ownNames);
      values.addAll(ownValues);
    }
    return new UsageArguments(names, values);
  }

  private static List<String> namesOf(KeyUsage usage, Counters counters) {
    List<String> names = new ArrayList<>();
    names.add(RedisNames.lastUsed(usage.keyId()));
    names.addAll(counters.hashes.keySet());
    if (!usage.failedRequests().isEmpty()) {
      names.add(RedisNames.requests(usage.keyId()));
      names.add(RedisNames.requestTimes(usage.keyId(), "errors"));
      names.add(RedisNames.requestTimes(usage.keyId(), "limited"));
    }
    return names;
  }

  private static List<String> valuesOf(KeyUsage usage, Counters counters) {
    List<String> values = new ArrayList<>();
    counters.addTo(values);
    addLastUsed(values, usage.lastUsed());
    addRequests(values, usage.failedRequests());
    return values;
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
