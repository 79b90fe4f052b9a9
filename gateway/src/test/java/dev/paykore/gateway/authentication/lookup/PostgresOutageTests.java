package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What is known of keys while Postgres does not answer: rows P2, P3, P6 and P9. */
class PostgresOutageTests {

  private static Stores stores;

  private final LookUps edge = new LookUps(stores);
  private final IssuedKey issued = stores.issue(Environment.LIVE);
  private final ApiKeyHash hash = issued.key().hash();
  private final ApiKeyHash unknown = stores.unknownKey(Environment.LIVE).hash();

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void anUnansweredLookUpIsNotRememberedAndHealsByItself() {
    stores.postgres().execute("ALTER VIEW edge_api_keys RENAME TO away");
    assertThat(edge.find(hash)).isEqualTo(LookUp.UNKNOWN);
    stores.postgres().execute("ALTER VIEW away RENAME TO edge_api_keys");
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
  }

  @Test
  void aFrozenPostgresCostsItsDeadlineAndHealsByItself() {
    LookUps impatient = new LookUps(stores, Duration.ofSeconds(2), Duration.ofMillis(200));
    impatient.find(unknown);
    stores.postgres().pause();
    List<LookUp> answers =
        Stores.get(
            Flux.range(0, 40)
                .map(i -> stores.unknownKey(Environment.LIVE).hash())
                .flatMap(
                    cold -> impatient.lookUp().find(cold, KeyLookUp.ANY_VERSION, new RedisWait()),
                    40)
                .collectList());
    assertThat(answers).hasSize(40).containsOnly(LookUp.UNKNOWN);
    stores.postgres().resume();
    await().until(() -> impatient.find(hash) instanceof LookUp.Found);
  }

  @Test
  void aLockedTableDoesNotTouchWhatIsRemembered() {
    LookUps impatient = new LookUps(stores, Duration.ofSeconds(2), Duration.ofMillis(200));
    impatient.record(hash);
    try (var lock = new TableLock(stores.postgres())) {
      assertThat(lock.isHeld()).isTrue();
      assertThat(impatient.find(unknown)).isEqualTo(LookUp.UNKNOWN);
      assertThat(impatient.record(hash).keyId()).isEqualTo(issued.keyId());
    }
    await().until(() -> impatient.find(unknown) instanceof LookUp.Absent);
  }

  @Test
  void connectionsThatThePostmasterEndedAreReplaced() {
    edge.find(unknown);
    stores
        .postgres()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    await().until(() -> edge.find(hash) instanceof LookUp.Found);
  }

  @Test
  void aKeyKnownToHaveChangedIsNotBelievedAsItWas() {
    long version = edge.record(hash).version() + 1;
    stores.postgres().execute("ALTER VIEW edge_api_keys RENAME TO away");
    assertThat(edge.find(hash, version)).isEqualTo(LookUp.UNKNOWN);
    stores.postgres().execute("ALTER VIEW away RENAME TO edge_api_keys");
    assertThat(edge.answeredBy(AnsweredBy.NOBODY)).isEqualTo(1);
  }

  @Test
  void aBadRowLeavesOnlyItsOwnKeyUnknown() {
    stores.postgres().execute("ALTER TABLE partners DROP CONSTRAINT partners_tier_check");
    stores
        .postgres()
        .execute(
            "UPDATE partners SET tier = 'platinum' WHERE id = '%s'".formatted(issued.partnerId()));
    IssuedKey neighbour = stores.issue(Environment.LIVE);
    assertThat(edge.find(hash)).isEqualTo(LookUp.UNKNOWN);
    assertThat(edge.record(neighbour.key().hash()).keyId()).isEqualTo(neighbour.keyId());
    assertThat(stores.redisCommands().exists(RedisNames.record(hash))).isZero();
  }
}
