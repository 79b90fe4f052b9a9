package dev.paykore.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a key that is refused costs the stores, and how soon it works again. */
class RefusedKeyTests {

  private static final String REVOKE = "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'";
  private static final String SUSPEND = suspension("now()");
  private static final String RESUME = suspension("NULL");
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static Stores stores;

  private final EdgeUnderTest edge = new EdgeUnderTest(stores);
  private final IssuedKey issued = stores.issue(Environment.SANDBOX);

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
  void asksPostgresOnceASecondWhileRedisIsAwayAndAColdKeyIsServed() {
    IssuedKey cold = stores.issue(Environment.SANDBOX);
    stores.commit(issued, REVOKE);
    stores.redis().kill();
    for (int i = 0; i < 1_000; i++) {
      assertRefused();
    }
    assertThat(edge.lookUps.answeredBy(AnsweredBy.POSTGRES)).isEqualTo(1);
    assertThat(Stores.get(authenticate(cold)).keyId()).isEqualTo(cold.keyId());
    edge.lookUps.ticker.advance(A_SECOND);
    assertRefused();
    assertThat(edge.lookUps.answeredBy(AnsweredBy.POSTGRES)).isEqualTo(3);
  }

  @Test
  void worksAgainASecondAfterItsPartnerWasResumed() {
    stores.change(issued, SUSPEND);
    assertRefused();
    stores.change(issued, RESUME);
    assertRefused();
    edge.lookUps.ticker.advance(A_SECOND);
    assertThat(Stores.get(authenticate(issued)).keyId()).isEqualTo(issued.keyId());
  }

  @Test
  void isRefusedAtOnceHoweverFreshWhatIsRememberedOfItIs() {
    Stores.get(authenticate(issued));
    long version = stores.change(issued, REVOKE).getFirst().version();
    assertThatThrownBy(
            () ->
                Stores.get(
                    edge.authentication.authenticateAnew(
                        EdgeUnderTest.request(Environment.SANDBOX, issued.key()), version)))
        .isInstanceOf(EdgeException.class);
    assertRefused();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> Stores.get(authenticate(issued))).isInstanceOf(EdgeException.class);
  }

  private Mono<ApiKeyRecord> authenticate(IssuedKey key) {
    return edge.authentication.authenticate(EdgeUnderTest.request(Environment.SANDBOX, key.key()));
  }

  private static String suspension(String at) {
    return "UPDATE partners SET suspended_at = "
        + at
        + " WHERE id = (SELECT partner_id FROM api_keys WHERE id = '%s')";
  }
}
