package dev.paykore.keys.usage;

import static java.lang.Long.parseLong;

import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisScript;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what all edges together have reported. */
public final class UsageReader {

  private static final RedisScript READ =
      RedisScript.besides(UsageReader.class, "read-usage.lua", ScriptOutputType.MULTI);

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;

  /**
   * @param redis gives the commands to use, from a single server or a cluster; may throw while
   *     there is no connection
   */
  public UsageReader(Supplier<? extends RedisClusterAsyncCommands<String, String>> redis) {
    this.redis = redis;
  }

  /** The key's counts by second, from one epoch second to before another. */
  public Mono<List<UsageCount>> bySecond(String keyId, long from, long to) {
    long first = Math.max(0, from / MINUTE - UsageLife.LONGEST_STRETCH.toMinutes() + 1);
    List<String> names = names(first, to, MINUTE, minute -> RedisNames.usageSeconds(keyId, minute));
    return hashes(keyId, names).map(hashes -> hashes.counts(first * MINUTE, MINUTE, 1, from, to));
  }

  /** The key's counts by minute, from one epoch second to before another. */
  public Mono<List<UsageCount>> byMinute(String keyId, long from, long to) {
    long first = from / HOUR;
    List<String> names = names(first, to, HOUR, hour -> RedisNames.usageMinutes(keyId, hour));
    return hashes(keyId, names).map(hashes -> hashes.counts(first * HOUR, HOUR, MINUTE, from, to));
  }

  /** The key's counts by hour of one day, counted from 1970; empty if there are none. */
  public Mono<HourlyUsage> byHour(String keyId, long epochDay) {
    long start = epochDay * DAY;
    return hashes(keyId, List.of(RedisNames.usageHours(keyId, epochDay)))
        .flatMap(hashes -> Mono.justOrEmpty(hourly(hashes, start)));
  }

  /** When each secret of the key was last used, as far as Redis remembers. */
  public Mono<Map<String, Instant>> lastUsed(String keyId) {
    return hashes(keyId, List.of(RedisNames.lastUsed(keyId))).map(UsageReader::lastUsed);
  }

  /** The ids of the keys that were used in one hour, counted from 1970. */
  public Flux<String> activeKeys(long epochHour) {
    return call(commands -> commands.smembers(RedisNames.activeKeys(epochHour)))
        .flatMapIterable(Function.identity());
  }

  /** A request of the key that ended in an error of an edge; empty if none is known. */
  public Mono<FailedRequest> failedRequest(String keyId, String requestId) {
    return call(commands -> commands.hget(RedisNames.requests(keyId), requestId))
        .flatMap(text -> Mono.justOrEmpty(FailedRequestCodec.decode(requestId, text)));
  }

  private static List<String> names(long first, long to, long span, LongFunction<String> name) {
    return LongStream.rangeClosed(first, (to - 1) / span).mapToObj(name).toList();
  }

  private static Optional<HourlyUsage> hourly(UsageHashes hashes, long start) {
    return Optional.ofNullable(hashes.first().get(UsageFields.ID))
        .map(id -> new HourlyUsage(id, hashes.counts(start, DAY, HOUR, start, start + DAY)));
  }

  private static Map<String, Instant> lastUsed(UsageHashes hashes) {
    Map<String, Instant> lastUsed = new HashMap<>();
    hashes
        .first()
        .forEach((secret, millis) -> lastUsed.put(secret, Instant.ofEpochMilli(parseLong(millis))));
    for (UsageCount count : hashes.current()) {
      lastUsed.merge(
          count.secretId(),
          Instant.ofEpochSecond(count.epochSecond()),
          (one, other) -> one.isAfter(other) ? one : other);
    }
    return lastUsed;
  }

  private Mono<UsageHashes> hashes(String keyId, List<String> names) {
    List<String> all = new ArrayList<>();
    all.add(RedisNames.usageCurrent(keyId));
    all.addAll(names);
    return Mono.defer(() -> Bundling.of(redis.get()).allAtOnce() ? oneByOne(all) : together(all))
        .map(UsageHashes::of);
  }

  private Mono<List<Map<String, String>>> together(List<String> names) {
    return call(commands -> READ.<List<List<String>>>run(commands, names.toArray(String[]::new)))
        .map(answers -> answers.stream().map(UsageReader::hash).toList());
  }

  private static Map<String, String> hash(List<String> fieldsAndValues) {
    Map<String, String> hash = new HashMap<>();
    for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
      hash.put(fieldsAndValues.get(i), fieldsAndValues.get(i + 1));
    }
    return hash;
  }

  /** No count moves on where all were added at once, and while a slot moves each name may. */
  private Mono<List<Map<String, String>>> oneByOne(List<String> names) {
    return Flux.fromIterable(names)
        .flatMapSequential(name -> call(commands -> commands.hgetall(name)))
        .collectList();
  }

  private <T> Mono<T> call(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    return Mono.fromCompletionStage(() -> command.apply(redis.get()));
  }
}
