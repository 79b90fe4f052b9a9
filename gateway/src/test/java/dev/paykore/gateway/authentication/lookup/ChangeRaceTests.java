package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.postgres.ApiKeyChanges;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Races a revocation with a look-up that has read the old row and is paused before it writes to the
 * caches: row P14. Each race has a key of its own.
 */
class ChangeRaceTests {

  private static final int RACES = 10_000;
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String REVOKE = "UPDATE api_keys SET revoked_at = now() WHERE id = $1";
  private static final String KEYS =
      """
      INSERT INTO partners (id, name, tier)
        SELECT 'ptn_' || lpad(to_hex(i), 20, '0'), 'A partner', 'starter'
        FROM generate_series(1, {races}) i;
      INSERT INTO api_keys (id, partner_id, environment, label)
        SELECT 'key_' || lpad(to_hex(i), 20, '0'), 'ptn_' || lpad(to_hex(i), 20, '0'), 'live', 'a'
        FROM generate_series(1, {races}) i;
      INSERT INTO api_key_secrets (id, key_id, hash, last_four)
        SELECT 'sec_' || lpad(to_hex(i), 20, '0'), 'key_' || lpad(to_hex(i), 20, '0'),
               encode(sha256(i::text::bytea), 'hex'), '0000'
        FROM generate_series(1, {races}) i;
      ANALYZE;
      """;

  private static Stores stores;

  private final ApiKeyChanges changes = stores.changes();
  private final Map<ApiKeyHash, PausedReader> readers = new ConcurrentHashMap<>();
  private final KeyLookUp racing =
      new LookUps(stores, hash -> readers.get(hash).findByHash(hash)).lookUp();
  private final KeyLookUp bystander = new LookUps(stores).lookUp();

  /** When the paused look-up goes on, and with it how the race can end. */
  private enum GoesOn {
    AFTER_PUBLICATION,
    BEFORE_PUBLICATION,
    DURING_PUBLICATION
  }

  /** The version after the change, and what the paused look-up found. */
  private record Outcome(long version, LookUp raced) {

    boolean sawTheOldRecord() {
      return raced instanceof LookUp.Found found && found.record().version() < version;
    }
  }

  @BeforeAll
  static void start() {
    stores = Stores.start();
    stores.postgres().execute(KEYS.replace("{races}", Integer.toString(RACES)));
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void noStaleRecordSurvivesTenThousandRaces() {
    List<Boolean> sawTheOldRecord =
        Flux.range(1, RACES).flatMap(this::race, AT_ONCE).collectList().block(PATIENCE);
    assertThat(sawTheOldRecord).hasSize(RACES);
    assertThat(sawTheOldRecord.stream().filter(old -> old).count())
        .as("races in which a stale record was there to survive")
        .isGreaterThanOrEqualTo(RACES / GoesOn.values().length);
    FaultRow.of("P14", "a key revoked between the query of a look-up and what that writes to Redis")
        .promised("the old record comes back nowhere")
        .seen("%d races, 0 came back", RACES);
  }

  private Mono<Boolean> race(int number) {
    ApiKeyHash hash = hashOf(number);
    PausedReader reader = new PausedReader(stores.view()::findByHash);
    readers.put(hash, reader);
    Mono<LookUp> paused = racing.find(hash, KeyLookUp.ANY_VERSION, new RedisWait());
    GoesOn goesOn = GoesOn.values()[number % GoesOn.values().length];
    return reader
        .hasRead()
        .then(revoke("key_%020x".formatted(number)))
        .flatMap(changed -> finish(goesOn, changed, Mono.fromRunnable(reader::goOn).then(paused)))
        .flatMap(outcome -> check(goesOn, hash, outcome));
  }

  private Mono<List<ApiKeyRecord>> revoke(String keyId) {
    return changes.commitKey(keyId, stores.database().sql(REVOKE).bind(0, keyId).then());
  }

  private Mono<Outcome> finish(GoesOn goesOn, List<ApiKeyRecord> changed, Mono<LookUp> raced) {
    Mono<Void> publication = changes.publish(changed);
    Mono<LookUp> found =
        switch (goesOn) {
          case AFTER_PUBLICATION -> publication.then(raced);
          case BEFORE_PUBLICATION -> raced.delayUntil(lookUp -> publication);
          case DURING_PUBLICATION ->
              Mono.zip(publication.thenReturn(true), raced).map(t -> t.getT2());
        };
    return found.map(lookUp -> new Outcome(changed.getFirst().version(), lookUp));
  }

  private Mono<Boolean> check(GoesOn goesOn, ApiKeyHash hash, Outcome outcome) {
    if (goesOn == GoesOn.AFTER_PUBLICATION) {
      assertRevoked(outcome.raced(), outcome.version());
    }
    // What the limiter tells of the version is what the next request asks with.
    return racing
        .find(hash, outcome.version(), new RedisWait())
        .concatWith(racing.find(hash, KeyLookUp.ANY_VERSION, new RedisWait()))
        .concatWith(bystander.find(hash, KeyLookUp.ANY_VERSION, new RedisWait()))
        .doOnNext(lookUp -> assertRevoked(lookUp, outcome.version()))
        .then(Mono.just(outcome.sawTheOldRecord()));
  }

  private static void assertRevoked(LookUp lookUp, long version) {
    assertThat(lookUp).isInstanceOf(LookUp.Found.class);
    ApiKeyRecord record = ((LookUp.Found) lookUp).record();
    assertThat(record.version()).isEqualTo(version);
    assertThat(record.status()).isEqualTo(Status.REVOKED);
  }

  private static ApiKeyHash hashOf(int number) {
    try {
      byte[] text = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
      return new ApiKeyHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
