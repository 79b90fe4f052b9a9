package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class KeyLookUpTests {

  private static final String REVOKE = "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'";
  private static final String RENAME = "UPDATE api_keys SET label = 'new' WHERE id = '%s'";

  private static Stores stores;

  private final LookUps edge = new LookUps(stores);
  private final IssuedKey issued = stores.issue(Environment.SANDBOX);
  private final ApiKeyHash hash = issued.key().hash();
  private final ApiKeyHash unknown = stores.unknownKey(Environment.SANDBOX).hash();

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void asksPostgresThenRemembers() {
    ApiKeyRecord record = edge.record(hash);
    assertThat(record.keyId()).isEqualTo(issued.keyId());
    assertThat(edge.record(hash)).isEqualTo(record);
    assertThat(edge.queries).hasValue(1);
    assertThat(edge.answeredBy(AnsweredBy.POSTGRES)).isEqualTo(1);
    assertThat(edge.answeredBy(AnsweredBy.PROCESS)).isEqualTo(1);
  }

  @Test
  void whatIsRememberedIsFoundWithoutLeavingTheCallersThread() {
    edge.record(hash);
    LookUp[] found = new LookUp[1];
    edge.lookUp()
        .find(hash, KeyLookUp.ANY_VERSION, new RedisWait())
        .subscribe(lookUp -> found[0] = lookUp);
    assertThat(found[0]).isInstanceOf(LookUp.Found.class);
  }

  @Test
  void sharesWhatItHasReadWithOtherEdgesForAsLongAsItIsBelieved() {
    ApiKeyRecord record = edge.record(hash);
    StoredRecord shared = Stores.get(stores.records().read(hash)).orElseThrow();
    assertThat(shared.record()).isEqualTo(record);
    assertThat(shared.remainingLife())
        .isBetween(RecordLife.LOOK_UP.minus(Stores.PATIENCE), RecordLife.LOOK_UP);
    LookUps another = new LookUps(stores);
    assertThat(another.record(hash)).isEqualTo(record);
    assertThat(another.queries).hasValue(0);
    assertThat(another.answeredBy(AnsweredBy.REDIS)).isEqualTo(1);
  }

  @Test
  void remembersNoLongerThanRedisDoes() {
    Duration life = Duration.ofSeconds(90);
    Stores.get(stores.records().write(Stores.get(stores.view().findByHash(hash)), life));
    edge.record(hash);
    edge.ticker.advance(life);
    edge.record(hash);
    assertThat(edge.answeredBy(AnsweredBy.REDIS)).isEqualTo(2);
    assertThat(edge.queries).hasValue(0);
  }

  @Test
  void aRecordInRedisIsNotReadLikeAFreshOneAndSoNeverLivesLonger() {
    Stores.get(
        stores.records().write(Stores.get(stores.view().findByHash(hash)), Duration.ofSeconds(90)));
    edge.record(hash);
    assertThat(stores.redisCommands().pttl(RedisNames.record(hash))).isLessThanOrEqualTo(90_000);
  }

  @Test
  void aThousandConcurrentRequestsForOneColdKeyAreOneQuery() {
    List<LookUp> answers =
        Stores.get(
            Flux.range(0, 1_000)
                .flatMap(
                    i -> edge.lookUp().find(hash, KeyLookUp.ANY_VERSION, new RedisWait()), 1_000)
                .collectList());
    assertThat(answers).hasSize(1_000).allMatch(LookUp.Found.class::isInstance);
    // By whom is no matter: those who come after the answer find it in the process.
    assertThat(answers.stream().map(LookUp.Found.class::cast).map(LookUp.Found::record).distinct())
        .hasSize(1);
    assertThat(edge.queries).hasValue(1);
    FaultRow.of("L8", "1,000 concurrent look-ups of one cold key")
        .promised("one query of Postgres a process")
        .seen("1 query, 1000 answers");
  }

  @Test
  void manyColdKeysAskPostgresSixteenAtOnceAndAllAreFound() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    RecordSource watched =
        wanted ->
            stores
                .view()
                .findByHash(wanted)
                .doOnSubscribe(s -> most.accumulateAndGet(now.incrementAndGet(), Math::max))
                .doOnTerminate(now::decrementAndGet);
    LookUps busy = new LookUps(stores, watched);
    List<ApiKeyHash> cold =
        IntStream.range(0, 300).mapToObj(i -> stores.issue(Environment.LIVE).key().hash()).toList();
    List<LookUp> answers =
        Stores.get(
            Flux.fromIterable(cold)
                .flatMap(
                    key -> busy.lookUp().find(key, KeyLookUp.ANY_VERSION, new RedisWait()),
                    cold.size())
                .collectList());
    assertThat(answers).hasSize(300).allMatch(LookUp.Found.class::isInstance);
    assertThat(most).hasValueBetween(2, 16);
  }

  @Test
  void theSharedLookUpGoesOnWhenItsFirstCallerGoesAway() {
    PausedReader reader = new PausedReader(stores.view()::findByHash);
    LookUps slow = new LookUps(stores, reader);
    Disposable first = slow.lookUp().find(hash, KeyLookUp.ANY_VERSION, new RedisWait()).subscribe();
    Mono<LookUp> second = slow.lookUp().find(hash, KeyLookUp.ANY_VERSION, new RedisWait());
    reader.awaitRead();
    first.dispose();
    reader.goOn();
    assertThat(Stores.get(second)).isInstanceOf(LookUp.Found.class);
    assertThat(slow.queries).hasValue(1);
  }

  @Test
  void remembersAnAbsentKeyBrieflyAndTellsNobody() {
    assertThat(edge.find(unknown)).isEqualTo(new LookUp.Absent(AnsweredBy.POSTGRES));
    assertThat(edge.find(unknown)).isEqualTo(new LookUp.Absent(AnsweredBy.PROCESS));
    assertThat(edge.queries).hasValue(1);
    assertThat(stores.redisCommands().exists(RedisNames.record(unknown))).isZero();
    edge.ticker.advance(LookUps.ABSENT_FOR);
    assertThat(edge.find(unknown)).isEqualTo(new LookUp.Absent(AnsweredBy.POSTGRES));
    assertThat(edge.queries).hasValue(2);
  }

  @Test
  void aPublishedChangeIsReadFromRedisAtTheNextLookUp() {
    edge.record(hash);
    long version = stores.change(issued, REVOKE).getFirst().version();
    assertThat(edge.find(hash, version))
        .isEqualTo(found(version, Status.REVOKED, AnsweredBy.REDIS));
    assertThat(edge.queries).hasValue(1);
  }

  @Test
  void aVersionThatRedisKnowsNoRecordOfIsReadFromPostgres() {
    edge.record(hash);
    long version = stores.commit(issued, REVOKE).getFirst().version();
    assertThat(edge.find(hash, version))
        .isEqualTo(found(version, Status.REVOKED, AnsweredBy.POSTGRES));
    assertThat(edge.queries).hasValue(2);
  }

  @Test
  void theVersionThatIsRememberedAlreadyIsNotAskedForAgain() {
    long version = stores.change(issued, RENAME).getFirst().version();
    edge.record(hash);
    assertThat(edge.find(hash, version))
        .isEqualTo(found(version, Status.ACTIVE, AnsweredBy.PROCESS));
    assertThat(edge.queries).hasValue(0);
    assertThat(edge.answeredBy(AnsweredBy.REDIS)).isEqualTo(1);
  }

  @Test
  void aVersionThatNoStoreHasLeavesTheKeyUnknown() {
    long version = edge.record(hash).version() + 1;
    assertThat(edge.find(hash, version)).isEqualTo(LookUp.UNKNOWN);
    assertThat(edge.answeredBy(AnsweredBy.NOBODY)).isEqualTo(1);
  }

  @Test
  void aLookUpUnderWayDoesNotAnswerThoseWhoKnowOfANewerVersion() {
    PausedReader reader = new PausedReader(stores.view()::findByHash);
    LookUps slow = new LookUps(stores, reader);
    Mono<LookUp> underWay = slow.lookUp().find(hash, KeyLookUp.ANY_VERSION, new RedisWait());
    reader.awaitRead();
    long version = stores.commit(issued, REVOKE).getFirst().version();
    assertThat(slow.find(hash, version))
        .isEqualTo(found(version, Status.REVOKED, AnsweredBy.POSTGRES));
    reader.goOn();
    assertThat(Stores.get(underWay)).isEqualTo(found(version, Status.REVOKED, AnsweredBy.POSTGRES));
    assertThat(slow.find(hash)).isEqualTo(found(version, Status.REVOKED, AnsweredBy.PROCESS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "garbage", "1 truncated", "{\"version\":1}", "99999999999999999999 x"})
  void aPoisonedRecordIsAMissAndIsReplaced(String poison) {
    stores.redisCommands().psetex(RedisNames.record(hash), 60_000, poison);
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.queries).hasValue(1);
    assertThat(Stores.get(stores.records().read(hash))).isPresent();
  }

  @Test
  void anotherKeysRecordIsAMiss() {
    IssuedKey other = stores.issue(Environment.SANDBOX);
    edge.record(other.key().hash());
    stores.redisCommands().copy(RedisNames.record(other.key().hash()), RedisNames.record(hash));
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
  }

  @Test
  void aValueOfAnotherTypeInRedisIsAMissAndIsReplaced() {
    stores.redisCommands().lpush(RedisNames.record(hash), "a list");
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.queries).hasValue(1);
    assertThat(Stores.get(stores.records().read(hash))).isPresent();
  }

  @Test
  void afterAFlushOfRedisEachKeyIsOneQuery() {
    List<ApiKeyHash> hashes =
        IntStream.range(0, 50).mapToObj(i -> stores.issue(Environment.LIVE).key().hash()).toList();
    hashes.forEach(edge::record);
    stores.redisCommands().flushall();
    edge.ticker.advance(RecordLife.LOOK_UP);
    edge.queries.set(0);
    List<LookUp> answers =
        Stores.get(
            Flux.range(0, 2_000)
                .map(i -> hashes.get(i % hashes.size()))
                .flatMap(
                    key -> edge.lookUp().find(key, KeyLookUp.ANY_VERSION, new RedisWait()), 2_000)
                .collectList());
    assertThat(answers).allMatch(LookUp.Found.class::isInstance);
    assertThat(edge.queries).hasValue(hashes.size());
  }

  private LookUp found(long version, Status status, AnsweredBy answeredBy) {
    ApiKeyRecord now = Stores.get(stores.view().findByHash(hash));
    assertThat(now.version()).isEqualTo(version);
    assertThat(now.status()).isEqualTo(status);
    return new LookUp.Found(now, answeredBy);
  }
}
