package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RenewalsTests {

  private static final Duration LATEST = Duration.ofSeconds(30);
  private static final Duration EARLIEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

  /** When the moment of every key is over. */
  private static final Duration DUE = RecordLife.LOOK_UP.minus(LATEST);

  private static Stores stores;

  private final LookUps edge = new LookUps(stores);
  private final IssuedKey issued = stores.issue(Environment.SANDBOX);
  private final ApiKeyHash hash = issued.key().hash();

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void momentsOfKeysAreSpreadEvenlyOverAMinuteAndAHalf() {
    ApiKeyRecord record = edge.record(hash);
    Map<Long, Long> keysBySlice =
        IntStream.range(0, 9_000)
            .mapToLong(
                i -> momentSeconds(withHash(record, stores.unknownKey(Environment.LIVE).hash())))
            .boxed()
            .collect(
                Collectors.groupingBy(at -> (at - 30) / 10, TreeMap::new, Collectors.counting()));
    assertThat(keysBySlice.keySet()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    // A thousand each; seven standard deviations of a slice are 209.
    assertThat(keysBySlice.values()).allSatisfy(keys -> assertThat(keys).isBetween(790L, 1_210L));
  }

  @Test
  void aKeyInUseIsAskedForOnceBeforeItsTimeAndNoRequestWaits() {
    edge.record(hash);
    edge.ticker.advance(RecordLife.LOOK_UP.minus(EARLIEST));
    edge.record(hash);
    assertThat(edge.queries).hasValue(1);
    forgottenByRedis();
    edge.ticker.advance(EARLIEST.minus(LATEST));
    assertThat(edge.find(hash)).matches(found -> found.answeredBy() == AnsweredBy.PROCESS);
    awaitRenewals(edge, AnsweredBy.POSTGRES, 1);
    edge.ticker.advance(LATEST);
    assertThat(edge.find(hash)).matches(found -> found.answeredBy() == AnsweredBy.PROCESS);
    assertThat(edge.queries).hasValue(2);
    assertThat(stores.redisCommands().pttl(RedisNames.record(hash)))
        .isGreaterThan(RecordLife.LOOK_UP.minus(Stores.PATIENCE).toMillis());
  }

  @Test
  void keysThatAreDueTogetherAreAskedForTogether() {
    List<ApiKeyHash> hashes =
        IntStream.range(0, 100).mapToObj(i -> stores.issue(Environment.LIVE).key().hash()).toList();
    hashes.forEach(edge::record);
    hashes.forEach(key -> stores.redisCommands().del(RedisNames.record(key)));
    edge.ticker.advance(DUE);
    edge.queries.set(0);
    stores.redisCommands().configResetstat();
    hashes.forEach(edge::record);
    awaitRenewals(edge, AnsweredBy.POSTGRES, hashes.size());
    assertThat(stores.redisCommands().info("commandstats"))
        .containsPattern("cmdstat_evalsha:calls=[0-9]{1,2},");
    // Two on a machine that is quick enough to come to all of them within a tenth of a second.
    assertThat(edge.queries).hasValueBetween(2, hashes.size() / 5);
    edge.ticker.advance(LATEST);
    assertThat(hashes).allMatch(key -> edge.find(key).answeredBy() == AnsweredBy.PROCESS);
  }

  @Test
  void aKeyThatNobodyUsesIsNotAskedFor() {
    edge.record(hash);
    edge.ticker.advance(DUE);
    edge.ticker.advance(LATEST);
    assertThat(edge.queries).hasValue(1);
    assertThat(renewals(edge, AnsweredBy.REDIS)).isZero();
  }

  @Test
  void whatAnotherProcessHasRenewedIsTakenFromRedis() {
    edge.record(hash);
    edge.ticker.advance(DUE);
    // The time of Redis has stood still, as if another process had just written the record.
    edge.record(hash);
    awaitRenewals(edge, AnsweredBy.REDIS, 1);
    edge.ticker.advance(LATEST);
    assertThat(edge.find(hash)).matches(found -> found.answeredBy() == AnsweredBy.PROCESS);
    assertThat(edge.queries).hasValue(1);
  }

  @Test
  void aRecordInRedisThatIsDueItselfIsNoRenewal() {
    edge.record(hash);
    stores.redisCommands().pexpire(RedisNames.record(hash), LATEST.toMillis());
    edge.ticker.advance(DUE);
    edge.record(hash);
    awaitRenewals(edge, AnsweredBy.POSTGRES, 1);
    assertThat(renewals(edge, AnsweredBy.REDIS)).isZero();
  }

  @Test
  void learnsOfAChangeThatRedisWasNeverTold() {
    edge.record(hash);
    stores.commit(issued, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
    forgottenByRedis();
    edge.ticker.advance(DUE);
    assertThat(edge.record(hash).status()).isEqualTo(Status.ACTIVE);
    await().until(() -> edge.record(hash).status() == Status.REVOKED);
  }

  @Test
  void aKeyThatIsThereNoLongerIsAbsent() {
    AtomicInteger reads = new AtomicInteger();
    LookUps forgetful =
        new LookUps(
            stores,
            wanted ->
                reads.getAndIncrement() == 0 ? stores.view().findByHash(wanted) : Mono.empty());
    forgetful.record(hash);
    forgottenByRedis();
    forgetful.ticker.advance(DUE);
    forgetful.record(hash);
    await().until(() -> forgetful.find(hash) instanceof LookUp.Absent);
  }

  @Test
  void whilePostgresDoesNotAnswerTheRecordIsBelievedToItsEndAndSeldomAskedFor() {
    AtomicInteger reads = new AtomicInteger();
    LookUps alone =
        new LookUps(
            stores,
            wanted ->
                reads.getAndIncrement() == 0
                    ? stores.view().findByHash(wanted)
                    : Mono.error(new IllegalStateException("away")));
    alone.record(hash);
    forgottenByRedis();
    alone.ticker.advance(DUE);
    for (int tries = 1; tries <= 3; tries++) {
      for (int request = 0; request < 100; request++) {
        assertThat(alone.find(hash)).matches(found -> found.answeredBy() == AnsweredBy.PROCESS);
      }
      awaitRenewals(alone, AnsweredBy.NOBODY, tries);
      assertThat(reads).hasValue(1 + tries);
      alone.ticker.advance(BETWEEN_TRIES.minusNanos(1));
      alone.record(hash);
      assertThat(renewals(alone, AnsweredBy.NOBODY)).isEqualTo(tries);
      alone.ticker.advance(Duration.ofNanos(1));
    }
    assertThat(alone.find(hash)).isEqualTo(LookUp.UNKNOWN);
  }

  @Test
  void whileManyAskPostgresOnlyThoseDoWhomARequestWaitsFor() {
    List<Sinks.Empty<Void>> held = new CopyOnWriteArrayList<>();
    AtomicInteger hashReads = new AtomicInteger();
    LookUps busy =
        new LookUps(
            stores,
            wanted -> {
              if (wanted.equals(hash)) {
                hashReads.incrementAndGet();
                return stores.view().findByHash(wanted);
              }
              Sinks.Empty<Void> end = Sinks.empty();
              held.add(end);
              return end.asMono().then(Mono.empty());
            });
    busy.record(hash);
    forgottenByRedis();
    busy.ticker.advance(DUE);
    List<Mono<LookUp>> others =
        IntStream.range(0, 8)
            .mapToObj(i -> stores.unknownKey(Environment.LIVE).hash())
            .map(cold -> busy.lookUp().find(cold, KeyLookUp.ANY_VERSION, new RedisWait()))
            .toList();
    await().until(() -> held.size() == others.size());
    busy.record(hash);
    awaitRenewals(busy, AnsweredBy.NOBODY, 1);
    assertThat(hashReads).hasValue(1);
    held.forEach(Sinks.Empty::tryEmitEmpty);
    others.forEach(Stores::get);
    busy.ticker.advance(BETWEEN_TRIES);
    busy.record(hash);
    awaitRenewals(busy, AnsweredBy.POSTGRES, 1);
    assertThat(hashReads).hasValue(2);
  }

  private void forgottenByRedis() {
    stores.redisCommands().del(RedisNames.record(hash));
  }

  private static long momentSeconds(ApiKeyRecord record) {
    Believed believed = Believed.of(record, 0, RecordLife.LOOK_UP);
    long seconds = 0;
    while (Renewals.isDue(believed, RecordLife.LOOK_UP.minusSeconds(seconds + 1).toNanos())) {
      seconds++;
    }
    return seconds;
  }

  private static ApiKeyRecord withHash(ApiKeyRecord record, ApiKeyHash hash) {
    return new ApiKeyRecord(
        hash,
        record.version(),
        record.keyId(),
        record.secretId(),
        record.partnerId(),
        record.environment(),
        record.tier(),
        record.requestsPerMinute(),
        record.expiresOn(),
        record.retiresAt(),
        record.status());
  }

  private static void awaitRenewals(LookUps edge, AnsweredBy level, double count) {
    await().until(() -> renewals(edge, level) == count);
  }

  private static double renewals(LookUps edge, AnsweredBy level) {
    return edge.renewedBy(level);
  }
}
