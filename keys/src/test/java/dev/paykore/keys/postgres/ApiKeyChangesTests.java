package dev.paykore.keys.postgres;

import static dev.paykore.keys.postgres.Console.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisNames;
import dev.paykore.keys.redis.StoredRecord;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ApiKeyChangesTests {

  private static final String NOBODY = "key_00000000000000000000";

  private static Console console;

  private final Console.Issued issued = console.issue(Environment.LIVE);

  @BeforeAll
  static void start() {
    console = new Console();
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void aChangeRaisesTheVersionAndGivesTheRecordsAsTheyAreNow() {
    assertThat(get(revoke()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.version()).isEqualTo(2);
              assertThat(record.status()).isEqualTo(Status.REVOKED);
              assertThat(record).isEqualTo(get(console.view.findByHash(issued.hash())));
            });
  }

  @Test
  void aChangeOfAKeyGivesTheRecordsOfAllItsSecrets() {
    console.addSecret(issued.keyId());
    assertThat(get(revoke())).hasSize(2).allMatch(record -> record.version() == 2);
  }

  @Test
  void aChangeOfAPartnerGivesTheRecordsOfAllItsKeys() {
    console.issue(Environment.SANDBOX, issued.partnerId());
    assertThat(get(suspend()))
        .hasSize(2)
        .allMatch(record -> record.status() == Status.SUSPENDED && record.version() == 2);
  }

  @Test
  void nothingIsInRedisBeforeItIsPublished() {
    List<ApiKeyRecord> records = get(revoke());
    assertThat(get(console.redis.read(issued.hash()))).isEmpty();
    get(console.changes.publish(records));
    assertThat(get(console.redis.read(issued.hash())).map(StoredRecord::record))
        .contains(records.getFirst());
    assertThat(publishedVersion(issued.keyId())).isEqualTo("2");
  }

  @Test
  void aPartnersChangeIsPublishedForEachOfItsKeys() {
    Console.Issued other = console.issue(Environment.SANDBOX, issued.partnerId());
    get(suspend().flatMap(console.changes::publish));
    assertThat(publishedVersion(issued.keyId())).isEqualTo("2");
    assertThat(publishedVersion(other.keyId())).isEqualTo("2");
    assertThat(get(console.redis.read(other.hash()))).isPresent();
  }

  @Test
  void aPartnerWithoutKeysHasNothingToPublish() {
    console.postgres.execute(
        "DELETE FROM api_key_secrets WHERE key_id = '%s'".formatted(issued.keyId()));
    List<ApiKeyRecord> records = get(suspend());
    assertThat(records).isEmpty();
    get(console.changes.publish(records));
  }

  @Test
  void aChangeThatFailsLeavesNeitherItselfNorAVersion() {
    Mono<Void> fails = renameTo("x").then(Mono.error(new IllegalStateException("no")));
    assertThatThrownBy(() -> get(console.changes.commitKey(issued.keyId(), fails)))
        .hasMessage("no");
    assertThat(get(console.view.findByHash(issued.hash())).version()).isEqualTo(1);
    assertThat(label()).isEqualTo("a");
  }

  @Test
  void anUnknownKeyOrPartnerIsAnErrorAndNothingIsChanged() {
    assertThatThrownBy(() -> get(console.changes.commitKey(NOBODY, renameTo("x"))))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> get(console.changes.commitPartner("ptn_0", renameTo("x"))))
        .isInstanceOf(NoSuchElementException.class);
    assertThat(label()).isEqualTo("a");
  }

  @Test
  void concurrentChangesOfOnePartnerGetDifferentVersions() {
    int changes = 40;
    List<Long> versions =
        get(
            Flux.range(0, changes)
                .flatMap(i -> console.changes.commitKey(issued.keyId(), renameTo("n" + i)), 8)
                .map(records -> records.getFirst().version())
                .collectSortedList());
    assertThat(versions)
        .containsExactlyElementsOf(LongStream.rangeClosed(2, changes + 1).boxed().toList());
  }

  @Test
  void publishedInTheWrongOrderTheNewerChangeWins() {
    List<ApiKeyRecord> older = get(console.changes.commitKey(issued.keyId(), renameTo("x")));
    List<ApiKeyRecord> newer = get(revoke());
    get(console.changes.publish(newer));
    get(console.changes.publish(older));
    assertThat(get(console.redis.read(issued.hash())).map(StoredRecord::record))
        .contains(newer.getFirst());
    assertThat(publishedVersion(issued.keyId())).isEqualTo("3");
  }

  private Mono<List<ApiKeyRecord>> revoke() {
    return console.changes.commitKey(issued.keyId(), updateKey("revoked_at = now()"));
  }

  private Mono<List<ApiKeyRecord>> suspend() {
    return console.changes.commitPartner(
        issued.partnerId(),
        console.sql(
            "UPDATE partners SET suspended_at = now() WHERE id = '%s'"
                .formatted(issued.partnerId())));
  }

  private Mono<Void> renameTo(String label) {
    return updateKey("label = '%s'".formatted(label));
  }

  private Mono<Void> updateKey(String change) {
    return console.sql("UPDATE api_keys SET %s WHERE id = '%s'".formatted(change, issued.keyId()));
  }

  private String label() {
    String sql = "SELECT label FROM api_keys WHERE id = '%s'".formatted(issued.keyId());
    return get(console.database.sql(sql).map(row -> row.get(0, String.class)).one());
  }

  private static String publishedVersion(String keyId) {
    return console.connection.sync().get(RedisNames.version(keyId));
  }
}
