package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Key records and versions in Redis. Every method gives an error signal, never an empty answer,
 * when Redis does not answer or answers with an error.
 */
public final class RedisRecords {

  private static final RedisScript READ =
      RedisScript.besides(RedisRecords.class, "read-records.lua", ScriptOutputType.MULTI);
  private static final RedisScript WRITE =
      RedisScript.besides(RedisRecords.class, "write-records.lua", ScriptOutputType.MULTI);
  private static final RedisScript RAISE_VERSION =
      RedisScript.besides(RedisRecords.class, "raise-version.lua", ScriptOutputType.INTEGER);

  private final Supplier<? extends RedisClusterAsyncCommands<String, String>> redis;

  /**
   * @param redis gives the commands to use, from a single server or a cluster; may throw while
   *     there is no connection
   */
  public RedisRecords(Supplier<? extends RedisClusterAsyncCommands<String, String>> redis) {
    this.redis = redis;
  }

  /** Reads a record; empty for none, and for one that cannot be read or is of another hash. */
  public Mono<Optional<StoredRecord>> read(ApiKeyHash hash) {
    return readTogether(List.of(hash)).single();
  }

  /**
   * Reads some records with one call, in a cluster with one each: what there is of each in turn.
   */
  public Flux<Optional<StoredRecord>> readAll(List<ApiKeyHash> hashes) {
    return together(hashes).flatMapSequential(this::readTogether);
  }

  private Flux<Optional<StoredRecord>> readTogether(List<ApiKeyHash> hashes) {
    return this.<List<Object>>run(READ, names(hashes.stream()))
        .flatMapIterable(
            answer ->
                IntStream.range(0, hashes.size())
                    .mapToObj(i -> stored(answer, i, hashes.get(i)))
                    .toList());
  }

  /**
   * Writes a record unless a higher version is there, and gives the record that is there now.
   *
   * @param life how long the record may live from now, positive
   */
  public Mono<StoredRecord> write(ApiKeyRecord record, Duration life) {
    return writeTogether(List.of(new StoredRecord(record, life))).single();
  }

  /** Writes some records so with one call, in a cluster with one each: who won, in turn. */
  public Flux<StoredRecord> writeAll(List<StoredRecord> records) {
    return together(records).flatMapSequential(this::writeTogether);
  }

  private Flux<StoredRecord> writeTogether(List<StoredRecord> records) {
    String[] arguments =
        records.stream().flatMap(written -> arguments(written, "")).toArray(String[]::new);
    return this.<List<Object>>run(
            WRITE, names(records.stream().map(written -> written.record().hash())), arguments)
        .flatMapMany(
            answer ->
                Flux.range(0, records.size()).concatMap(i -> winner(answer, i, records.get(i))));
  }

  /**
   * Publishes a change that was committed: the new records of all secrets of one key, then its
   * version, so that whoever learns the version finds the records.
   *
   * @throws IllegalArgumentException if the records are not of one key and version
   */
  public Mono<Void> publish(List<ApiKeyRecord> secretsOfOneKey) {
    if (secretsOfOneKey.stream().map(r -> r.keyId() + " " + r.version()).distinct().count() != 1) {
      throw new IllegalArgumentException("expected records of one key and one version");
    }
    ApiKeyRecord any = secretsOfOneKey.getFirst();
    return Flux.fromIterable(secretsOfOneKey)
        .concatMap(record -> write(record, lifeOfChange(record)))
        .then(raiseVersion(any.keyId(), any.version()));
  }

  private Mono<Void> raiseVersion(String keyId, long version) {
    String life = millis(RecordLife.CHANGE);
    String[] name = {RedisNames.version(keyId)};
    return run(RAISE_VERSION, name, Long.toString(version), life).then();
  }

  private static Duration lifeOfChange(ApiKeyRecord record) {
    return isActive(record) ? RecordLife.LOOK_UP : RecordLife.CHANGE;
  }

  private static boolean isActive(ApiKeyRecord record) {
    return record.status() == ApiKeyRecord.Status.ACTIVE;
  }

  /** A winner that cannot be read is rubbish, not a newer record: it is replaced, and only it. */
  private Mono<StoredRecord> winner(List<Object> answer, int index, StoredRecord written) {
    return stored(answer, index, written.record().hash())
        .map(Mono::just)
        .orElseGet(() -> replace(text(answer, index), written));
  }

  private Mono<StoredRecord> replace(String rubbish, StoredRecord written) {
    ApiKeyHash hash = written.record().hash();
    return this.<List<Object>>run(
            WRITE, names(Stream.of(hash)), arguments(written, rubbish).toArray(String[]::new))
        .map(answer -> stored(answer, 0, hash).orElse(written));
  }

  private static Stream<String> arguments(StoredRecord written, String replaced) {
    return Stream.of(
        RecordCodec.encode(written.record()), millis(written.remainingLife()), replaced);
  }

  private static String[] names(Stream<ApiKeyHash> hashes) {
    return hashes.map(RedisNames::record).toArray(String[]::new);
  }

  private static String text(List<Object> answer, int index) {
    return answer.get(2 * index).toString();
  }

  private static Optional<StoredRecord> stored(List<Object> answer, int index, ApiKeyHash hash) {
    Duration life = Duration.ofMillis((Long) answer.get(2 * index + 1));
    return RecordCodec.decode(text(answer, index), hash)
        .filter(record -> isOfKnownAge(record, life))
        .map(
            record ->
                new StoredRecord(record, isLongerThanALookUp(life) ? RecordLife.LOOK_UP : life));
  }

  /**
   * Redis says -1 of a record that never expires. One that allows has more left than it was given
   * if Redis's clock went back: it would be believed until that has caught up.
   */
  private static boolean isOfKnownAge(ApiKeyRecord record, Duration life) {
    return life.isPositive() && !(isActive(record) && isLongerThanALookUp(life));
  }

  private static boolean isLongerThanALookUp(Duration life) {
    return life.compareTo(RecordLife.LOOK_UP) > 0;
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.max(1, duration.toMillis()));
  }

  /** A script may touch one slot of a cluster, and each record has its own. */
  private <T> Flux<List<T>> together(List<T> all) {
    return Flux.defer(
        () -> {
          boolean cluster = redis.get() instanceof RedisAdvancedClusterAsyncCommands;
          return Flux.fromIterable(all).buffer(cluster ? 1 : Math.max(1, all.size()));
        });
  }

  private <T> Mono<T> run(RedisScript script, String[] names, String... arguments) {
    return Mono.fromCompletionStage(() -> script.run(redis.get(), names, arguments));
  }
}
