package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys and arguments of {@code write-usage.lua} for some keys of a flush.
 *
 * @param names of what is touched in Redis, and
 * @param values as the script's head describes them
 */
record UsageArguments(List<String> names, List<String> values) {

  private static final long MINUTE_SECONDS = 60;
  private static final long HOUR_SECONDS = 60 * MINUTE_SECONDS;
  private static final long HOUR_MINUTES = 60;
  private static final long DAY_MINUTES = 24 * HOUR_MINUTES;

  UsageArguments {
    names = List.copyOf(names);
    values = List.copyOf(values);
  }

  /**
   * @param keys of one bundle, at least one; the first names its marker
   * @param allAtOnce whether a count goes to all of its hashes now
   */
  static UsageArguments of(UsageFlush flush, List<KeyUsage> keys, boolean allAtOnce) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    names.add(RedisNames.flush(keys.getFirst().keyId(), flush.processId()));
    addAll(values, flush.sequence(), UsageReports.FLUSH_MEMORY.toMillis());
    addAll(values, flush.processId() + "-" + flush.sequence());
    addAll(values, UsageLife.SECONDS.toMillis(), UsageLife.MINUTES.toMillis());
    addAll(values, UsageLife.HOURS.toMillis(), UsageLife.LAST_USED.toMillis());
    addAll(values, UsageLife.LONGEST_STRETCH.toMinutes());
    addAll(values, UsageLife.REQUESTS.toMillis(), UsageLife.REQUESTS_PER_CLASS);
    addAll(values, allAtOnce ? 1 : 0);
    for (KeyUsage usage : keys) {
      List<String> ownNames = namesOf(usage, allAtOnce);
      List<String> ownValues = valuesOf(usage);
      addAll(values, ownNames.size(), ownValues.size());
      names.addAll(ownNames);
      values.addAll(ownValues);
    }
    return new UsageArguments(names, values);
  }

  private static List<String> namesOf(KeyUsage usage, boolean allAtOnce) {
    List<String> names = new ArrayList<>();
    names.add(RedisNames.usageCurrent(usage.keyId()));
    if (!usage.failedRequests().isEmpty()) {
      names.add(RedisNames.requests(usage.keyId()));
      names.add(RedisNames.requestTimes(usage.keyId(), "errors"));
      names.add(RedisNames.requestTimes(usage.keyId(), "limited"));
    }
    if (allAtOnce) {
      names.addAll(namesOfCounts(usage));
    }
    return names;
  }

  private static Set<String> namesOfCounts(KeyUsage usage) {
    Set<String> names = new LinkedHashSet<>();
    names.add(RedisNames.lastUsed(usage.keyId()));
    for (UsageCount count : usage.counts()) {
      long minute = count.epochSecond() / MINUTE_SECONDS;
      names.add(RedisNames.usageSeconds(usage.keyId(), minute));
      names.add(RedisNames.usageMinutes(usage.keyId(), minute / HOUR_MINUTES));
      names.add(RedisNames.usageHours(usage.keyId(), minute / DAY_MINUTES));
    }
    return names;
  }

  private static List<String> valuesOf(KeyUsage usage) {
    List<String> values = new ArrayList<>();
    addCounts(values, usage.counts());
    addRequests(values, usage.failedRequests());
    return values;
  }

  private static void addCounts(List<String> values, List<UsageCount> counts) {
    Map<Long, List<String>> increments = new TreeMap<>();
    for (UsageCount count : counts) {
      addIncrements(
          increments.computeIfAbsent(
              count.epochSecond() / MINUTE_SECONDS, minute -> new ArrayList<>()),
          count);
    }
    addAll(values, increments.size());
    increments.forEach(
        (minute, ofIt) -> {
          addAll(values, minute, ofIt.size() / 2);
          values.addAll(ofIt);
        });
  }

  private static void addIncrements(List<String> increments, UsageCount count) {
    String unit = count.secretId() + ":" + count.epochSecond() % HOUR_SECONDS + ":";
    addIncrement(increments, unit + UsageFields.ALLOWED, count.allowed());
    addIncrement(increments, unit + UsageFields.LIMITED, count.limited());
    addIncrement(increments, unit + UsageFields.ERRORS, count.errors());
  }

  private static void addIncrement(List<String> increments, String field, long by) {
    if (by > 0) {
      addAll(increments, field, by);
    }
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
}
