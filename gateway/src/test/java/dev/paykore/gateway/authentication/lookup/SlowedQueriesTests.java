package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Who keeps sending unknown keys is slowed before Postgres is asked, and nobody else is. */
class SlowedQueriesTests {

  private static final Network ATTACKER = new Network(4, 1);
  private static final Network NEIGHBOUR = new Network(4, 2);

  private static Stores stores;

  private final LookUps edge = new LookUps(stores);

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void beyondItsAllowanceANetworkCostsPostgresNothing() {
    exhaust(ATTACKER);
    edge.queries.set(0);
    for (int i = 0; i < 100; i++) {
      assertThat(find(unknown(), ATTACKER)).isEqualTo(new LookUp.Slowed(ATTACKER, 10));
    }
    assertThat(edge.queries).hasValue(0);
    assertThat(find(unknown(), NEIGHBOUR)).isInstanceOf(LookUp.Absent.class);
    edge.ticker.advance(Duration.ofSeconds(10));
    assertThat(find(unknown(), ATTACKER)).isInstanceOf(LookUp.Absent.class);
    assertThat(find(unknown(), ATTACKER)).isInstanceOf(LookUp.Slowed.class);
  }

  @Test
  void anAbsenceThatIsRememberedCostsNothing() {
    ApiKeyHash unknown = unknown();
    assertThat(find(unknown, ATTACKER)).isInstanceOf(LookUp.Absent.class);
    for (int i = 0; i < 100; i++) {
      assertThat(find(unknown, ATTACKER)).isInstanceOf(LookUp.Absent.class);
    }
    assertThat(find(unknown(), ATTACKER)).isInstanceOf(LookUp.Absent.class);
  }

  @Test
  void keysInTheProcessOrInRedisAreFoundBehindASlowedAddress() {
    IssuedKey inProcess = stores.issue(Environment.LIVE);
    IssuedKey inRedis = stores.issue(Environment.LIVE);
    edge.record(inProcess.key().hash());
    new LookUps(stores).record(inRedis.key().hash());
    exhaust(ATTACKER);
    assertThat(find(inProcess.key().hash(), ATTACKER)).isInstanceOf(LookUp.Found.class);
    assertThat(find(inRedis.key().hash(), ATTACKER)).isInstanceOf(LookUp.Found.class);
  }

  @Test
  void aKeyInUseIsReadAnewBehindASlowedAddressWhenItsRecordIsNoLongerBelieved() {
    ApiKeyHash inUse = stores.issue(Environment.LIVE).key().hash();
    edge.record(inUse);
    edge.ticker.advance(Duration.ofMinutes(5));
    stores.redisCommands().flushall();
    exhaust(ATTACKER);
    assertThat(find(inUse, ATTACKER))
        .isInstanceOf(LookUp.Found.class)
        .extracting(LookUp::answeredBy)
        .isEqualTo(LookUp.AnsweredBy.POSTGRES);
  }

  @Test
  void aKeyKnownToExistIsReadAnewBehindASlowedAddress() {
    IssuedKey changed = stores.issue(Environment.LIVE);
    edge.record(changed.key().hash());
    long version =
        stores
            .commit(changed, "UPDATE api_keys SET label = 'new' WHERE id = '%s'")
            .getFirst()
            .version();
    exhaust(ATTACKER);
    assertThat(edge.find(changed.key().hash(), version)).isInstanceOf(LookUp.Found.class);
  }

  @Test
  void keysThatExistCostNothing() {
    for (int i = 0; i < 3 * LookUps.UNKNOWN_A_MINUTE; i++) {
      ApiKeyHash cold = stores.issue(Environment.LIVE).key().hash();
      assertThat(find(cold, NEIGHBOUR)).isInstanceOf(LookUp.Found.class);
    }
  }

  @Test
  void goodKeysThatWaitToBeSharedCostNothingMeanwhile() {
    AtomicInteger answered = new AtomicInteger();
    LookUps slow =
        new LookUps(
            stores,
            hash -> stores.view().findByHash(hash).doAfterTerminate(answered::incrementAndGet));
    pauseWritesToRedis();
    List<Mono<LookUp>> waiting = new ArrayList<>();
    for (int i = 1; i <= 3 * LookUps.UNKNOWN_A_MINUTE; i++) {
      int asked = i;
      waiting.add(
          slow.lookUp()
              .find(stores.issue(Environment.LIVE).key().hash(), NEIGHBOUR, new RedisWait()));
      await().until(() -> answered.get() == asked);
    }
    assertThat(waiting).allMatch(look -> Stores.get(look) instanceof LookUp.Found);
  }

  @Test
  void aQuestionWithoutAnAnswerCostsNothing() {
    stores.postgres().execute("ALTER VIEW edge_api_keys RENAME TO away");
    for (int i = 0; i < 3 * LookUps.UNKNOWN_A_MINUTE; i++) {
      assertThat(find(unknown(), NEIGHBOUR)).isEqualTo(LookUp.UNKNOWN);
    }
    stores.postgres().execute("ALTER VIEW away RENAME TO edge_api_keys");
    assertThat(find(unknown(), NEIGHBOUR)).isInstanceOf(LookUp.Absent.class);
  }

  @Test
  void allWhoShareALookUpArePaidForOnce() {
    PausedReader reader = new PausedReader(stores.view()::findByHash);
    LookUps slow = new LookUps(stores, reader);
    IssuedKey cold = stores.issue(Environment.LIVE);
    List<Mono<LookUp>> waiting = new ArrayList<>();
    for (int i = 0; i < 3 * LookUps.UNKNOWN_A_MINUTE; i++) {
      waiting.add(slow.lookUp().find(cold.key().hash(), NEIGHBOUR, new RedisWait()));
    }
    reader.awaitRead();
    reader.goOn();
    assertThat(waiting).allMatch(look -> Stores.get(look) instanceof LookUp.Found);
    assertThat(slow.queries).hasValue(1);
  }

  @Test
  void whoSharesTheLookUpOfASlowedNetworkIsNotSlowedWithIt() {
    exhaust(ATTACKER);
    ApiKeyHash cold = stores.issue(Environment.LIVE).key().hash();
    stores.redis().pause();
    Mono<LookUp> leader = edge.lookUp().find(cold, ATTACKER, new RedisWait());
    Mono<LookUp> joiner = edge.lookUp().find(cold, NEIGHBOUR, new RedisWait());
    Mono<LookUp> itself = edge.lookUp().find(cold, KeyLookUp.ANY_VERSION, new RedisWait());
    stores.redis().resume();
    assertThat(Stores.get(leader)).isInstanceOf(LookUp.Slowed.class);
    assertThat(Stores.get(joiner)).isInstanceOf(LookUp.Found.class);
    assertThat(Stores.get(itself)).isInstanceOf(LookUp.Found.class);
  }

  private static void pauseWritesToRedis() {
    stores
        .redisCommands()
        .dispatch(
            CommandType.CLIENT,
            new StatusOutput<>(StringCodec.UTF8),
            new CommandArgs<>(StringCodec.UTF8).add("PAUSE").add(1_500).add("WRITE"));
  }

  private void exhaust(Network network) {
    for (int i = 0; i < LookUps.UNKNOWN_A_MINUTE; i++) {
      assertThat(find(unknown(), network)).isInstanceOf(LookUp.Absent.class);
    }
  }

  private LookUp find(ApiKeyHash hash, Network from) {
    return Stores.get(edge.lookUp().find(hash, from, new RedisWait()));
  }

  private static ApiKeyHash unknown() {
    return stores.unknownKey(Environment.LIVE).hash();
  }
}
