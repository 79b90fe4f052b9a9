package dev.paykore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.ApiKeyRecord.Status;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyRecordTests {

  private static final LocalDate DAY = LocalDate.parse("2025-01-01");
  private static final Instant MIDNIGHT = Instant.parse("2025-01-01T00:00:00Z");

  @Test
  void expiresAtMidnightUtcOfItsDate() {
    ApiKeyRecord record = record(Status.ACTIVE, DAY, null);
    assertThat(record.isExpiredAt(MIDNIGHT.minusNanos(1))).isFalse();
    assertThat(record.isExpiredAt(MIDNIGHT)).isTrue();
  }

  @Test
  void withoutADateItNeverExpires() {
    assertThat(record(Status.ACTIVE, null, null).isExpiredAt(Instant.MAX)).isFalse();
  }

  @Test
  void theFarthestDatesThatPostgresKnowsAreNoReasonToFail() {
    assertThat(record(Status.ACTIVE, LocalDate.MAX, null).isExpiredAt(MIDNIGHT)).isFalse();
    assertThat(record(Status.ACTIVE, LocalDate.MIN, null).isExpiredAt(MIDNIGHT)).isTrue();
  }

  @Test
  void aSecretIsUsableUntilItRetires() {
    ApiKeyRecord record = record(Status.ACTIVE, null, MIDNIGHT);
    assertThat(record.isUsableAt(MIDNIGHT.minusNanos(1))).isTrue();
    assertThat(record.isUsableAt(MIDNIGHT)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void onlyAnActiveKeyIsUsable(Status status) {
    assertThat(record(status, null, null).isUsableAt(MIDNIGHT)).isEqualTo(status == Status.ACTIVE);
  }

  @Test
  void refusesValuesThatNoKeyHas() {
    PresentedKey key = ApiKeys.GENERATOR.newKey(Environment.LIVE);
    assertThatThrownBy(() -> ApiKeys.record(key, -1)).hasMessage("version: -1 (expected: >= 0)");
    assertThatThrownBy(() -> withLimit(key, 0)).hasMessage("requestsPerMinute: 0 (expected: >= 1)");
  }

  @Test
  void namesOnTheWireReadBack() {
    for (Environment environment : Environment.values()) {
      assertThat(Environment.ofWireName(environment.wireName())).isEqualTo(environment);
    }
    for (Tier tier : Tier.values()) {
      assertThat(Tier.ofWireName(tier.wireName())).isEqualTo(tier);
    }
    assertThatThrownBy(() -> Environment.ofWireName("LIVE"))
        .hasMessage("environment: 'LIVE' (expected: sandbox or live)");
    assertThatThrownBy(() -> Tier.ofWireName("platinum"))
        .hasMessage("tier: 'platinum' (expected: starter, growth or scale)");
  }

  private static ApiKeyRecord withLimit(PresentedKey key, int requestsPerMinute) {
    ApiKeyRecord any = ApiKeys.record(key, 1);
    return new ApiKeyRecord(
        any.hash(),
        any.version(),
        any.keyId(),
        any.secretId(),
        any.partnerId(),
        any.environment(),
        any.tier(),
        requestsPerMinute,
        any.expiresOn(),
        any.retiresAt(),
        any.status());
  }

  private static ApiKeyRecord record(
      Status status, @Nullable LocalDate expiresOn, @Nullable Instant retiresAt) {
    ApiKeyRecord any = ApiKeys.record(ApiKeys.GENERATOR.newKey(Environment.LIVE), 1);
    return new ApiKeyRecord(
        any.hash(),
        any.version(),
        any.keyId(),
        any.secretId(),
        any.partnerId(),
        any.environment(),
        any.tier(),
        null,
        expiresOn,
        retiresAt,
        status);
  }
}
