package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of keys once stores were killed: row P1, and both stores at once. */
class KilledStoresTests {

  private static final Duration ALMOST = RecordLife.LOOK_UP.minusMillis(1);

  private Stores stores;

  private LookUps edge;
  private IssuedKey issued;
  private ApiKeyHash hash;
  private ApiKeyHash unknown;

  @BeforeEach
  void start() {
    stores = Stores.start();
    edge = new LookUps(stores);
    issued = stores.issue(Environment.LIVE);
    hash = issued.key().hash();
    unknown = stores.unknownKey(Environment.LIVE).hash();
  }

  @AfterEach
  void stop() {
    stores.close();
  }

  @Test
  void whatIsRememberedOrInRedisIsFoundAndTheRestIsUnknown() {
    edge.record(hash);
    stores.postgres().kill();
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(new LookUps(stores).record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.find(unknown)).isEqualTo(LookUp.UNKNOWN);
  }

  @Test
  void rememberedKeysGoOnUntilTheirFiveMinutesAreOver() {
    edge.record(hash);
    stores.redis().kill();
    stores.postgres().kill();
    edge.ticker.advance(ALMOST);
    assertThat(edge.record(hash).keyId()).isEqualTo(issued.keyId());
    assertThat(edge.find(unknown)).isEqualTo(LookUp.UNKNOWN);
    edge.ticker.advance(RecordLife.LOOK_UP.minus(ALMOST));
    assertThat(edge.find(hash)).isEqualTo(LookUp.UNKNOWN);
  }
}
