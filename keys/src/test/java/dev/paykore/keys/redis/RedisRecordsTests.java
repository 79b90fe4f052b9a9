package dev.paykore.keys.redis;

import static io.lettuce.core.AclSetuserArgs.Builder.addCommand;
import static io.lettuce.core.AclSetuserArgs.Builder.removeCommand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.ApiKeys;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import dev.paykore.servers.RedisCluster;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RedisRecordsTests {

  private static final Duration LIFE = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static RedisProcess server;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;

  private final RedisRecords records = new RedisRecords(connection::async);
  private final PresentedKey key = ApiKeys.GENERATOR.newKey(Environment.SANDBOX);

  @BeforeAll
  static void start() {
    server = RedisProcess.start();
    client = RedisClient.create(server.url());
    connection = client.connect();
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void readsWhatWasWrittenWithItsRemainingLife() {
    ApiKeyRecord record = ApiKeys.record(key, 7);
    get(records.write(record, LIFE));
    StoredRecord stored = get(records.read(key.hash())).orElseThrow();
    assertThat(stored.record()).isEqualTo(record);
    assertThat(stored.remainingLife()).isBetween(LIFE.minusSeconds(5), LIFE);
  }

  @Test
  void readsNothingWhereNothingIs() {
    assertThat(get(records.read(key.hash()))).isEmpty();
  }

  @Test
  void readsAndWritesManyWithOneCall() {
    List<StoredRecord> fresh =
        Stream.generate(() -> new StoredRecord(newRecord(), LIFE)).limit(60).toList();
    connection.sync().configResetstat();
    assertThat(records.writeAll(fresh).collectList().block(PATIENCE)).isEqualTo(fresh);
    assertThat(
            records.readAll(hashes(fresh)).map(Optional::orElseThrow).collectList().block(PATIENCE))
        .extracting(StoredRecord::record)
        .isEqualTo(fresh.stream().map(StoredRecord::record).toList());
    assertThat(connection.sync().info("commandstats"))
        .containsPattern("cmdstat_evalsha:calls=[24],");
    assertThat(records.readAll(List.of()).collectList().block(PATIENCE)).isEmpty();
    assertThat(records.writeAll(List.of()).collectList().block(PATIENCE)).isEmpty();
  }

  @Test
  void ofManyEachIsReadAndWrittenForItself() {
    ApiKeyRecord revoked = ApiKeys.record(key, 8, Status.REVOKED);
    ApiKeyRecord first = newRecord();
    ApiKeyRecord instead = newRecord();
    get(records.write(revoked, LIFE));
    connection.sync().psetex(RedisNames.record(instead.hash()), 60_000, "99 rubbish");
    assertThat(
            records
                .readAll(List.of(first.hash(), key.hash(), instead.hash()))
                .map(found -> found.map(StoredRecord::record))
                .collectList()
                .block(PATIENCE))
        .containsExactly(Optional.empty(), Optional.of(revoked), Optional.empty());
    assertThat(
            records
                .writeAll(
                    Stream.of(first, ApiKeys.record(key, 7), instead)
                        .map(record -> new StoredRecord(record, LIFE))
                        .toList())
                .map(StoredRecord::record)
                .collectList()
                .block(PATIENCE))
        .containsExactly(first, revoked, instead);
  }

  @Test
  void inAClusterManyAreReadAndWrittenOneByOne() {
    List<StoredRecord> fresh =
        Stream.generate(() -> new StoredRecord(newRecord(), LIFE)).limit(60).toList();
    try (RedisCluster cluster = RedisCluster.start();
        RedisClusterClient clusterClient =
            RedisClusterClient.create(
                RedisURI.create("localhost", cluster.masters().getFirst().port()));
        StatefulRedisClusterConnection<String, String> all = clusterClient.connect()) {
      RedisRecords spread = new RedisRecords(all::async);
      assertThat(spread.writeAll(fresh).collectList().block(PATIENCE)).isEqualTo(fresh);
      assertThat(
              spread
                  .readAll(hashes(fresh))
                  .map(Optional::orElseThrow)
                  .collectList()
                  .block(PATIENCE))
          .extracting(StoredRecord::record)
          .isEqualTo(fresh.stream().map(StoredRecord::record).toList());
    }
  }

  @Test
  void neverLetsALowerVersionReplaceAHigherOne() {
    ApiKeyRecord revoked = ApiKeys.record(key, 8, Status.REVOKED);
    get(records.write(revoked, LIFE));
    assertThat(get(records.write(ApiKeys.record(key, 7), LIFE)).record()).isEqualTo(revoked);
    assertThat(get(records.read(key.hash())).map(StoredRecord::record)).contains(revoked);
  }

  @Test
  void comparesVersionsAsNumbersNotAsText() {
    get(records.write(ApiKeys.record(key, 9), LIFE));
    get(records.write(ApiKeys.record(key, 10), LIFE));
    assertThat(get(records.read(key.hash())).orElseThrow().record().version()).isEqualTo(10);
  }

  @Test
  void takesAnotherKeysRecordForNone() {
    PresentedKey other = ApiKeys.GENERATOR.newKey(Environment.SANDBOX);
    get(records.write(ApiKeys.record(other, 1), LIFE));
    connection.sync().copy(RedisNames.record(other.hash()), RedisNames.record(key.hash()));
    assertThat(get(records.read(key.hash()))).isEmpty();
  }

  @Test
  void replacesRubbishWhateverVersionItClaims() {
    ApiKeyRecord record = ApiKeys.record(key, 2);
    for (String rubbish : List.of("", "rubbish", "99 ", "99 x y z", "999999999999999999999 a")) {
      connection.sync().psetex(RedisNames.record(key.hash()), 60_000, rubbish);
      assertThat(get(records.read(key.hash()))).as(rubbish).isEmpty();
      assertThat(get(records.write(record, LIFE)).record()).as(rubbish).isEqualTo(record);
      assertThat(get(records.read(key.hash())).map(StoredRecord::record)).contains(record);
    }
  }

  @Test
  void replacesAValueOfAnotherType() {
    ApiKeyRecord record = ApiKeys.record(key, 2);
    connection.sync().lpush(RedisNames.record(key.hash()), "a list");
    assertThat(get(records.read(key.hash()))).isEmpty();
    assertThat(get(records.write(record, LIFE)).record()).isEqualTo(record);
    assertThat(get(records.read(key.hash())).map(StoredRecord::record)).contains(record);
  }

  @Test
  void doesNotBelieveARecordOfUnknownAge() {
    connection
        .sync()
        .set(RedisNames.record(key.hash()), RecordCodec.encode(ApiKeys.record(key, 9)));
    assertThat(get(records.read(key.hash()))).isEmpty();
    ApiKeyRecord fresh = ApiKeys.record(key, 3);
    assertThat(get(records.write(fresh, LIFE)).record()).isEqualTo(fresh);
  }

  @Test
  void doesNotBelieveARecordThatLivesLongerThanItWasGiven() {
    ApiKeyRecord record = ApiKeys.record(key, 3);
    get(records.write(record, LIFE));
    // As after Redis's clock has gone back an hour.
    connection.sync().pexpire(RedisNames.record(key.hash()), LIFE.plusHours(1));
    assertThat(get(records.read(key.hash()))).isEmpty();
    assertThat(get(records.write(record, LIFE)).record()).isEqualTo(record);
    assertThat(get(records.read(key.hash())).orElseThrow().remainingLife())
        .isLessThanOrEqualTo(LIFE);
  }

  @Test
  void believesARecordForAsLongAsAPublishedOneIsGiven() {
    ApiKeyRecord record = ApiKeys.record(key, 3);
    get(records.publish(List.of(record)));
    assertThat(get(records.read(key.hash())).map(StoredRecord::record)).contains(record);
  }

  @Test
  void neverSaysThatARecordLivesLongerThanPromised() {
    get(records.publish(List.of(ApiKeys.record(key, 3, Status.REVOKED))));
    assertThat(connection.sync().pttl(RedisNames.record(key.hash())))
        .isGreaterThan(RecordLife.LOOK_UP.toMillis());
    assertThat(get(records.read(key.hash())).orElseThrow().remainingLife())
        .isEqualTo(RecordLife.LOOK_UP);
  }

  @Test
  void publishesTheRecordsAndRaisesTheVersion() {
    ApiKeyRecord record = ApiKeys.record(key, 5);
    get(records.publish(List.of(record)));
    get(records.publish(List.of(ApiKeys.record(key, 4))));
    assertThat(connection.sync().get(RedisNames.version(record.keyId()))).isEqualTo("5");
    assertThat(get(records.read(key.hash())).map(StoredRecord::record)).contains(record);
    connection.sync().del(RedisNames.version(record.keyId()));
  }

  @Test
  void aVersionThatIsNoneIsReplaced() {
    ApiKeyRecord record = ApiKeys.record(key, 5);
    for (String rubbish : List.of("", "inf", "nan", "-1", "0x99", "1e99", "9".repeat(30))) {
      connection.sync().set(RedisNames.version(record.keyId()), rubbish);
      get(records.publish(List.of(record)));
      assertThat(connection.sync().get(RedisNames.version(record.keyId())))
          .as(rubbish)
          .isEqualTo("5");
    }
  }

  @Test
  void aVersionOfAnotherTypeIsReplaced() {
    ApiKeyRecord record = ApiKeys.record(key, 5);
    connection.sync().del(RedisNames.version(record.keyId()));
    connection.sync().lpush(RedisNames.version(record.keyId()), "a list");
    get(records.publish(List.of(record)));
    assertThat(connection.sync().get(RedisNames.version(record.keyId()))).isEqualTo("5");
  }

  @Test
  void goesOnAfterTheScriptsWereFlushed() {
    get(records.write(ApiKeys.record(key, 1), LIFE));
    connection.sync().scriptFlush();
    assertThat(get(records.read(key.hash()))).isPresent();
  }

  @Test
  void anErrorOfRedisIsAnErrorAndNeverAnAbsentRecord() {
    connection.sync().aclSetuser("default", removeCommand(CommandType.MGET));
    assertThatThrownBy(() -> get(records.read(key.hash())))
        .isInstanceOf(RedisCommandExecutionException.class);
    connection.sync().aclSetuser("default", addCommand(CommandType.MGET));
  }

  @Test
  void anUnknownConnectionIsAnErrorSignal() {
    RedisRecords unconnected =
        new RedisRecords(
            () -> {
              throw new IllegalStateException("not connected");
            });
    assertThatThrownBy(() -> get(unconnected.read(key.hash()))).hasMessage("not connected");
  }

  private static ApiKeyRecord newRecord() {
    return ApiKeys.record(ApiKeys.GENERATOR.newKey(Environment.SANDBOX), 3);
  }

  private static List<ApiKeyHash> hashes(List<StoredRecord> records) {
    return records.stream().map(stored -> stored.record().hash()).toList();
  }

  private static <T> T get(Mono<T> mono) {
    Optional<T> value = mono.blockOptional(PATIENCE);
    return value.orElse(null);
  }
}
