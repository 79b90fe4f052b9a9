package dev.paykore.keys.usage;

import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.RedisScript;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes what an edge has counted, one script call a key. */
public final class UsageReports {

  /** How long a flush may be sent again and still be known. */
  public static final Duration FLUSH_MEMORY = Duration.ofHours(1);

  private static final RedisScript WRITE =
      RedisScript.besides(UsageReports.class, "write-usage.lua", ScriptOutputType.INTEGER);
  private static final int CALLS_IN_FLIGHT = 64;

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;

  /**
   * @param redis gives the commands to use, from a single server or a cluster; may throw while
   *     there is no connection
   */
  public UsageReports(Supplier<? extends RedisClusterAsyncCommands<String, String>> redis) {
    this.redis = redis;
  }

  /**
   * Writes a flush. An error means that a part of it may be missing: the same flush may be sent
   * again until it succeeds, within {@link #FLUSH_MEMORY}.
   */
  public Mono<Void> write(UsageFlush flush) {
    return noteActiveKeys(flush.keys())
        .thenMany(Flux.fromIterable(flush.keys()))
        .flatMapDelayError(usage -> writeKey(flush, usage), CALLS_IN_FLIGHT, CALLS_IN_FLIGHT)
        .then();
  }

  /** Goes first, so that whoever reads the sets misses no key whose counts were written. */
  private Mono<Void> noteActiveKeys(List<KeyUsage> keys) {
    return Flux.fromIterable(keysByHour(keys).entrySet())
        .concatMap(entry -> noteActiveKeys(entry.getKey(), entry.getValue()))
        .then();
  }

  private Mono<Boolean> noteActiveKeys(long epochHour, Set<String> keyIds) {
    String name = RedisNames.activeKeys(epochHour);
    return Mono.fromCompletionStage(() -> redis.get().sadd(name, keyIds.toArray(String[]::new)))
        .then(
            Mono.fromCompletionStage(() -> redis.get().pexpire(name, UsageLife.HOURS.toMillis())));
  }

  private static Map<Long, Set<String>> keysByHour(List<KeyUsage> keys) {
    Map<Long, Set<String>> byHour = new HashMap<>();
    for (KeyUsage key : keys) {
      key.counts()
          .forEach(c -> byHour.computeIfAbsent(hour(c), any -> new HashSet<>()).add(key.keyId()));
    }
    return byHour;
  }

  private static long hour(UsageCount count) {
    return count.epochSecond() / Duration.ofHours(1).toSeconds();
  }

  private Mono<Long> writeKey(UsageFlush flush, KeyUsage usage) {
    UsageArguments arguments = UsageArguments.of(flush, usage);
    return Mono.fromCompletionStage(() -> call(arguments));
  }

  private CompletionStage<Long> call(UsageArguments arguments) {
    return WRITE.run(
        redis.get(),
        arguments.keys().toArray(String[]::new),
        arguments.values().toArray(String[]::new));
  }
}
