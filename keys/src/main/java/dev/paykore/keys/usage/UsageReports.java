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

/** Writes what an edge has counted, many keys with one script call. */
public final class UsageReports {

  /** How long a flush may be sent again and still be known. */
  public static final Duration FLUSH_MEMORY = Duration.ofHours(1);

  private static final RedisScript WRITE =
      RedisScript.besides(UsageReports.class, "write-usage.lua", ScriptOutputType.INTEGER);

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;

  /**
   * @param redis gives the commands to use, from a single server or a cluster; may throw while
   *     there is no connection
   */
  public UsageReports(Supplier<? extends RedisClusterAsyncCommands<String, String>> redis) {
    this.redis = redis;
  }

  /**
   * Writes a flush, and gives the keys that Redis has taken as it takes them. An error means that
   * others may be missing: {@linkplain UsageFlush#without the flush without those taken} may be
   * sent again, until all are taken, within {@link #FLUSH_MEMORY}.
   */
  public Flux<List<KeyUsage>> write(UsageFlush flush) {
    return Flux.defer(() -> write(flush, Bundling.of(redis.get())));
  }

  private Flux<List<KeyUsage>> write(UsageFlush flush, Bundling bundling) {
    return Flux.fromIterable(bundling.bundles(flush.keys()))
        .buffer(bundling.bundlesNoted())
        .concatMapDelayError(some -> noteActiveKeys(some).thenMany(write(flush, some, bundling)));
  }

  private Flux<List<KeyUsage>> write(
      UsageFlush flush, List<List<KeyUsage>> bundles, Bundling bundling) {
    return Flux.fromIterable(bundles)
        .flatMapDelayError(
            bundle -> writeBundle(flush, bundle, bundling), bundling.callsInFlight(), 1);
  }

  /** Goes first, so that whoever reads the sets misses no key whose counts were written. */
  private Mono<Void> noteActiveKeys(List<List<KeyUsage>> bundles) {
    return Flux.fromIterable(keysByHour(bundles).entrySet())
        .concatMap(entry -> noteActiveKeys(entry.getKey(), entry.getValue()))
        .then();
  }

  private Mono<Boolean> noteActiveKeys(long epochHour, Set<String> keyIds) {
    String name = RedisNames.activeKeys(epochHour);
    return Mono.fromCompletionStage(() -> redis.get().sadd(name, keyIds.toArray(String[]::new)))
        .then(
            Mono.fromCompletionStage(() -> redis.get().pexpire(name, UsageLife.HOURS.toMillis())));
  }

  private static Map<Long, Set<String>> keysByHour(List<List<KeyUsage>> bundles) {
    Map<Long, Set<String>> byHour = new HashMap<>();
    bundles.forEach(bundle -> bundle.forEach(key -> addByHour(byHour, key)));
    return byHour;
  }

  private static void addByHour(Map<Long, Set<String>> byHour, KeyUsage key) {
    key.counts()
        .forEach(c -> byHour.computeIfAbsent(hour(c), any -> new HashSet<>()).add(key.keyId()));
  }

  private static long hour(UsageCount count) {
    return count.epochSecond() / Duration.ofHours(1).toSeconds();
  }

  private Mono<List<KeyUsage>> writeBundle(
      UsageFlush flush, List<KeyUsage> bundle, Bundling bundling) {
    UsageArguments arguments = UsageArguments.of(flush, bundle, bundling.allAtOnce());
    return Mono.fromCompletionStage(() -> call(arguments)).thenReturn(bundle);
  }

  private CompletionStage<Long> call(UsageArguments arguments) {
    return WRITE.run(
        redis.get(),
        arguments.names().toArray(String[]::new),
        arguments.values().toArray(String[]::new));
  }
}
