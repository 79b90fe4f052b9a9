package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what all edges together have reported. */
public final class UsageReader {

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
    return read(from, to, MINUTE, minute -> RedisNames.usageSeconds(keyId, minute), 1);
  }

  /** The key's counts by minute, from one epoch second to before another. */
  public Mono<List<UsageCount>> byMinute(String keyId, long from, long to) {
    return read(from, to, HOUR, hour -> RedisNames.usageMinutes(keyId, hour), MINUTE);
  }

  /** The key's counts by hour of one day, counted from 1970; empty if there are none. */
  public Mono<HourlyUsage> byHour(String keyId, long epochDay) {
    return hash(RedisNames.usageHours(keyId, epochDay))
        .flatMap(hash -> Mono.justOrEmpty(hourly(hash, epochDay * DAY)));
  }

  /** When each secret of the key was last used, as far as Redis remembers. */
  public Mono<Map<String, Instant>> lastUsed(String keyId) {
    return hash(RedisNames.lastUsed(keyId))
        .map(
            hash ->
                hash.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, UsageReader::instant)));
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

  private Mono<List<UsageCount>> read(
      long from, long to, long span, LongFunction<String> name, long unit) {
    return Flux.fromStream(LongStream.rangeClosed(from / span, (to - 1) / span).boxed())
        .flatMapSequential(
            index -> hash(name.apply(index)).map(h -> UsageFields.decode(h, index * span, unit)))
        .flatMapIterable(Function.identity())
        .filter(count -> count.epochSecond() >= from && count.epochSecond() < to)
        .collectList();
  }

  private static Optional<HourlyUsage> hourly(Map<String, String> hash, long start) {
    return Optional.ofNullable(hash.get(UsageFields.ID))
        .map(id -> new HourlyUsage(id, UsageFields.decode(hash, start, HOUR)));
  }

  private static Instant instant(Map.Entry<String, String> millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis.getValue()));
  }

  private Mono<Map<String, String>> hash(String name) {
    return call(commands -> commands.hgetall(name));
  }

  private <T> Mono<T> call(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    return Mono.fromCompletionStage(() -> command.apply(redis.get()));
  }
}
