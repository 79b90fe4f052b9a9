package dev.paykore.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.AuthenticationResult.Authenticated;
import dev.paykore.gateway.authentication.AuthenticationResult.Expired;
import dev.paykore.gateway.authentication.lookup.LookUp;
import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTests {

  private static final LocalDate NEW_YEAR = LocalDate.parse("2025-01-01");
  private static final Instant MIDNIGHT = Instant.parse("2025-01-01T00:00:00Z");
  private static final ApiKeyHash HASH =
      new ApiKeyGenerator(new SecureRandom()).newKey(Environment.SANDBOX).hash();

  @Test
  void aGoodKeyIsAuthenticated() {
    ApiKeyRecord record = record(Status.ACTIVE, null, null);
    assertThat(judge(record, MIDNIGHT)).isEqualTo(new Authenticated(record));
  }

  @Test
  void anAbsentKeyIsInvalid() {
    assertThat(Verdict.of(new LookUp.Absent(AnsweredBy.PROCESS), Environment.SANDBOX, MIDNIGHT))
        .isEqualTo(AuthenticationResult.INVALID);
  }

  @Test
  void anUnknownKeyIsNeverRefusedForGood() {
    assertThat(Verdict.of(LookUp.UNKNOWN, Environment.SANDBOX, MIDNIGHT))
        .isEqualTo(AuthenticationResult.UNAVAILABLE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void aKeyThatMayNotBeUsedIsInvalidEvenWhenItHasExpired(Status status) {
    assertThat(judge(record(status, null, null), MIDNIGHT)).isEqualTo(AuthenticationResult.INVALID);
    assertThat(judge(record(status, NEW_YEAR, null), MIDNIGHT))
        .isEqualTo(AuthenticationResult.INVALID);
  }

  @Test
  void aRetiredSecretIsInvalidFromItsInstantEvenWhenItsKeyHasExpired() {
    ApiKeyRecord record = record(Status.ACTIVE, null, MIDNIGHT);
    assertThat(judge(record, MIDNIGHT.minusNanos(1))).isEqualTo(new Authenticated(record));
    assertThat(judge(record, MIDNIGHT)).isEqualTo(AuthenticationResult.INVALID);
    assertThat(judge(record(Status.ACTIVE, NEW_YEAR, MIDNIGHT), MIDNIGHT))
        .isEqualTo(AuthenticationResult.INVALID);
  }

  @Test
  void aRecordOfAnotherEnvironmentThanTheKeysPrefixIsInvalidEvenWhenItHasExpired() {
    LookUp found = new LookUp.Found(record(Status.ACTIVE, NEW_YEAR, null), AnsweredBy.PROCESS);
    assertThat(Verdict.of(found, Environment.LIVE, MIDNIGHT))
        .isEqualTo(AuthenticationResult.INVALID);
  }

  @Property
  void aKeyIsRefusedFromMidnightUtcOfItsExpiryDateOn(
      @ForAll @LongRange(min = 0, max = 60_000) long epochDay,
      @ForAll @LongRange(min = -200_000, max = 200_000) long secondsFromMidnight) {
    LocalDate expiresOn = LocalDate.ofEpochDay(epochDay);
    Instant now =
        expiresOn.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(secondsFromMidnight);
    ApiKeyRecord record = record(Status.ACTIVE, expiresOn, null);
    assertThat(judge(record, now))
        .isEqualTo(secondsFromMidnight < 0 ? new Authenticated(record) : new Expired(expiresOn));
  }

  @Test
  void aRouteIsForeignToKeysOfTheOtherEnvironmentAlone() {
    assertThat(Verdict.isForeign(Environment.SANDBOX, Environment.LIVE)).isTrue();
    assertThat(Verdict.isForeign(Environment.LIVE, Environment.SANDBOX)).isTrue();
    assertThat(Verdict.isForeign(Environment.LIVE, Environment.LIVE)).isFalse();
    assertThat(Verdict.isForeign(Environment.SANDBOX, null)).isFalse();
  }

  private static AuthenticationResult judge(ApiKeyRecord record, Instant now) {
    return Verdict.of(new LookUp.Found(record, AnsweredBy.PROCESS), Environment.SANDBOX, now);
  }

  private static ApiKeyRecord record(
      Status status, @Nullable LocalDate expiresOn, @Nullable Instant retiresAt) {
    return new ApiKeyRecord(
        HASH,
        1,
        "key_0123456789abcdef0123",
        "sec_0123456789abcdef0123",
        "ptn_0123456789abcdef0123",
        Environment.SANDBOX,
        Tier.STARTER,
        null,
        expiresOn,
        retiresAt,
        status);
  }
}
