package dev.paykore.keys.redis;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Key records and versions in Redis. Every method gives an error signal, never an empty answer,
 * when Redis does not answer or answers with an error.
 */
public final class RedisRecords {

  private static final RedisScript READ =
      RedisScript.besides(RedisRecords.class, "read-record.lua", ScriptOutputType.MULTI);
  private static final RedisScript WRITE =
      RedisScript.besides(RedisRecords.class, "write-record.lua", ScriptOutputType.MULTI);
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
    return this.<List<Object>>run(READ, RedisNames.record(hash))
        .map(answer -> stored(answer, hash));
  }

  /**
   * Writes a record unless a higher version is there, and gives the record that is there now.
   *
   * @param life how long the record may live from now, positive
   */
  public Mono<StoredRecord> write(ApiKeyRecord record, Duration life) {
    String name = RedisNames.record(record.hash());
    String text = RecordCodec.encode(record);
    return this.<List<Object>>run(WRITE, name, text, millis(life), "")
        .flatMap(answer -> winner(answer, record, text, life));
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
    return run(RAISE_VERSION, RedisNames.version(keyId), Long.toString(version), life).then();
  }

  private static Duration lifeOfChange(ApiKeyRecord record) {
    return isActive(record) ? RecordLife.LOOK_UP : RecordLife.CHANGE;
  }

  private static boolean isActive(ApiKeyRecord record) {
    return record.status() == ApiKeyRecord.Status.ACTIVE;
  }

  /** A winner that cannot be read is rubbish, not a newer record: it is replaced, and only it. */
  private Mono<StoredRecord> winner(
      List<Object> answer, ApiKeyRecord written, String text, Duration life) {
    return stored(answer, written.hash())
        .map(Mono::just)
        .orElseGet(() -> replace(answer.getFirst().toString(), written, text, life));
  }

  private Mono<StoredRecord> replace(
      String rubbish, ApiKeyRecord record, String text, Duration life) {
    return this.<List<Object>>run(
            WRITE, RedisNames.record(record.hash()), text, millis(life), rubbish)
        .map(
            answer ->
                stored(answer, record.hash()).orElseGet(() -> new StoredRecord(record, life)));
  }

  private static Optional<StoredRecord> stored(List<Object> answer, ApiKeyHash hash) {
    if (answer.size() != 2) {
      return Optional.empty();
    }
    Duration life = Duration.ofMillis((Long) answer.get(1));
    return RecordCodec.decode(answer.getFirst().toString(), hash)
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

  private <T> Mono<T> run(RedisScript script, String key, String... arguments) {
    return Mono.fromCompletionStage(() -> call(script, key, arguments));
  }

  private <T> CompletionStage<T> call(RedisScript script, String key, String... arguments) {
    return script.run(redis.get(), new String[] {key}, arguments);
  }
}
