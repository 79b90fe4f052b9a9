package dev.paykore.keys.postgres;

import static dev.paykore.keys.postgres.Console.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.ApiKeys;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class EdgeViewTests {

  private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

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
  void readsAllThatAVerdictNeeds() {
    updateKey("requests_per_minute = 42, expires_on = '2026-02-28'");
    update("api_key_secrets", "retires_at = '2026-01-01T12:00:00+02'", "key_id", issued.keyId());
    ApiKeyRecord record = find();
    assertThat(record.hash()).isEqualTo(issued.hash());
    assertThat(record.version()).isEqualTo(1);
    assertThat(record.keyId()).isEqualTo(issued.keyId());
    assertThat(record.secretId()).startsWith("sec_");
    assertThat(record.partnerId()).isEqualTo(issued.partnerId());
    assertThat(record.environment()).isEqualTo(Environment.LIVE);
    assertThat(record.tier()).isEqualTo(Tier.STARTER);
    assertThat(record.requestsPerMinute()).isEqualTo(42);
    assertThat(record.expiresOn()).isEqualTo(LocalDate.parse("2026-02-28"));
    assertThat(record.retiresAt()).isEqualTo(Instant.parse("2026-01-01T10:00:00Z"));
    assertThat(record.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void whatIsNotSetIsNull() {
    ApiKeyRecord record = find();
    assertThat(record.requestsPerMinute()).isNull();
    assertThat(record.expiresOn()).isNull();
    assertThat(record.retiresAt()).isNull();
  }

  @Test
  void aHashThatNobodyHasIsAbsent() {
    ApiKeyHash unknown = ApiKeys.GENERATOR.newKey(Environment.LIVE).hash();
    assertThat(console.view.findByHash(unknown).blockOptional()).isEmpty();
  }

  @Test
  void findsThoseOfManyHashesThatThereAre() {
    ApiKeyHash unknown = ApiKeys.GENERATOR.newKey(Environment.LIVE).hash();
    Console.Issued other = console.issue(Environment.SANDBOX);
    List<ApiKeyHash> wanted = List.of(issued.hash(), unknown, other.hash());
    Flux<ApiKeyRecord> found =
        console.database.inConnectionMany(connection -> EdgeView.findByHashes(connection, wanted));
    assertThat(get(found.collectList()))
        .containsExactlyInAnyOrder(find(), get(console.view.findByHash(other.hash())));
  }

  @Test
  void revokedCountsBeforeSuspended() {
    updatePartner("suspended_at = now()");
    assertThat(find().status()).isEqualTo(Status.SUSPENDED);
    updateKey("revoked_at = now()");
    assertThat(find().status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void theKeysOwnLimitCountsBeforeThePartners() {
    updatePartner("tier = 'scale', requests_per_minute = 5000");
    assertThat(find().requestsPerMinute()).isEqualTo(5000);
    updateKey("requests_per_minute = 70");
    assertThat(find().requestsPerMinute()).isEqualTo(70);
  }

  @Test
  void aRotatedKeyHasARowForEachSecretAndOneId() {
    console.addSecret(issued.keyId());
    assertThat(get(console.view.findByKey(issued.keyId()).collectList()))
        .hasSize(2)
        .allMatch(record -> record.keyId().equals(issued.keyId()))
        .extracting(ApiKeyRecord::secretId)
        .doesNotHaveDuplicates();
  }

  @Test
  void findsAllKeysOfAPartnerAndNobodyElses() {
    console.issue(Environment.SANDBOX, issued.partnerId());
    console.issue(Environment.SANDBOX);
    assertThat(get(console.view.findByPartner(issued.partnerId()).collectList()))
        .hasSize(2)
        .allMatch(record -> record.partnerId().equals(issued.partnerId()));
  }

  @ParameterizedTest
  @CsvSource({"infinity, false", "-infinity, true"})
  void endlessDatesAreDates(String date, boolean expired) {
    updateKey("expires_on = '%s'".formatted(date));
    assertThat(find().isExpiredAt(NOW)).isEqualTo(expired);
  }

  @ParameterizedTest
  @CsvSource({"infinity, true", "-infinity, false"})
  void endlessInstantsAreInstants(String instant, boolean usable) {
    update("api_key_secrets", "retires_at = '%s'".formatted(instant), "key_id", issued.keyId());
    assertThat(find().isUsableAt(NOW)).isEqualTo(usable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tier = 'platinum'", "requests_per_minute = 0", "version = -1"})
  void aBadRowIsAnErrorThatNamesItsKeyAndNothingElse(String badValue) {
    withoutChecks("partners");
    updatePartner(badValue);
    assertThatThrownBy(this::find)
        .isInstanceOf(InvalidRowException.class)
        .hasMessageContaining(issued.keyId())
        .hasMessageNotContaining(issued.hash().hex());
  }

  @Test
  void aBadEnvironmentIsAnErrorToo() {
    withoutChecks("api_keys");
    updateKey("environment = 'x'");
    assertThatThrownBy(this::find).isInstanceOf(InvalidRowException.class);
  }

  private ApiKeyRecord find() {
    return get(console.view.findByHash(issued.hash()));
  }

  private void updateKey(String change) {
    update("api_keys", change, "id", issued.keyId());
  }

  private void updatePartner(String change) {
    update("partners", change, "id", issued.partnerId());
  }

  private static void update(String table, String change, String column, String id) {
    console.postgres.execute(
        "UPDATE %s SET %s WHERE %s = '%s'".formatted(table, change, column, id));
  }

  private static void withoutChecks(String table) {
    console.postgres.execute(
        """
        DO $$
        DECLARE c text;
        BEGIN
          FOR c IN SELECT conname FROM pg_constraint
                   WHERE conrelid = '%1$s'::regclass AND contype = 'c'
          LOOP EXECUTE 'ALTER TABLE %1$s DROP CONSTRAINT ' || quote_ident(c);
          END LOOP;
        END $$
        """
            .formatted(table));
  }
}
