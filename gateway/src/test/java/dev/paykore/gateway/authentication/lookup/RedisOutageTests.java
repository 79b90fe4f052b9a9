package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import dev.paykore.keys.redis.RedisNames;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is known of keys while Redis is away: rows R1, R2, R6, R11 and R12. */
class RedisOutageTests {

  private static final String REVOKE = "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'";
  private static final Duration ALMOST = RecordLife.LOOK_UP.minusMillis(1);

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

  @AfterEach
  void heal() {
    stores.redis().restart();
    await().ignoreExceptions().until(() -> stores.redisCommands().ping().equals("PONG"));
  }

  @Test
  void aColdKeyIsReadFromPostgresAndAnUnknownOneIsAbsent() {
    stores.redis().kill();
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.find(unknown)).isInstanceOf(LookUp.Absent.class);
  }

  @Test
  void aChangeIsSeenAfterFiveMinutesAtMost() {
    stores.redis().kill();
    edge.record(hash);
    stores.commit(issued, REVOKE);
    edge.ticker.advance(ALMOST);
    assertThat(edge.record(hash).status()).isEqualTo(Status.ACTIVE);
    edge.ticker.advance(RecordLife.LOOK_UP.minus(ALMOST));
    assertThat(edge.record(hash).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void aFrozenRedisCostsItsTimeoutAndNoMore() {
    stores.redis().pause();
    LookUps impatient = new LookUps(stores, Duration.ofMillis(50), Duration.ofSeconds(5));
    assertThat(impatient.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(impatient.answeredBy(AnsweredBy.POSTGRES)).isEqualTo(1);
  }

  @Test
  void anErrorOfRedisIsNeverRememberedAsAbsence() {
    stores.redisCommands().configSet("requirepass", "changed");
    stores.redisCommands().quit();
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
  }

  @Test
  void aRedisOutOfMemoryStillLeavesTheTruth() {
    stores.redisCommands().configSet("maxmemory", "1");
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.queries).hasValue(1);
    assertThat(stores.redisCommands().exists(RedisNames.record(hash))).isZero();
  }
}
