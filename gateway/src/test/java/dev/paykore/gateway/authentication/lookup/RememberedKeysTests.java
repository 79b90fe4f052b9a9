package dev.paykore.gateway.authentication.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.stores.ManualTicker;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedKeysTests {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration ALMOST = LIFE.minusNanos(1);
  private static final ApiKeyGenerator GENERATOR = new ApiKeyGenerator(new SecureRandom());

  private final ManualTicker ticker = new ManualTicker();
  private final LookUpProperties properties =
      new LookUpProperties(100, 50, Duration.ofSeconds(10), Duration.ofMillis(500), 16, 256, 300);
  private final RememberedKeys remembered = new RememberedKeys(properties, ticker);
  private final ApiKeyHash hash = GENERATOR.newKey(Environment.LIVE).hash();

  @Test
  void remembersARecordUntilItIsNoLongerBelieved() {
    remembered.remember(believed(7));
    ticker.advance(ALMOST);
    assertThat(get(hash, 0)).isEqualTo(found(7));
    ticker.advance(Duration.ofNanos(1));
    assertThat(get(hash, 0)).isNull();
  }

  @Test
  void aNewerRecordStaysWhenAnOlderOneArrivesLate() {
    remembered.remember(believed(8));
    ticker.advance(Duration.ofMinutes(1));
    assertThat(remembered.remember(believed(7))).isEqualTo(record(hash, 8));
    ticker.advance(LIFE.minusMinutes(1));
    assertThat(get(hash, 0)).isNull();
  }

  @Test
  void theSameVersionReadAgainLivesAnew() {
    remembered.remember(believed(7));
    ticker.advance(ALMOST);
    remembered.remember(believed(7));
    ticker.advance(ALMOST);
    assertThat(get(hash, 0)).isEqualTo(found(7));
  }

  @Test
  void anOlderRecordIsRememberedOnceTheNewerOneIsNoLongerBelieved() {
    remembered.remember(believed(8));
    ticker.advance(LIFE);
    assertThat(remembered.remember(believed(7))).isEqualTo(record(hash, 7));
  }

  @Test
  void aRecordWhoseTimeIsOverIsNotRemembered() {
    Believed late = believed(7);
    ticker.advance(LIFE);
    remembered.remember(late);
    assertThat(get(hash, 0)).isNull();
  }

  @Test
  void aRecordBelowTheVersionIsForgotten() {
    remembered.remember(believed(7));
    assertThat(get(hash, 7)).isEqualTo(found(7));
    assertThat(get(hash, 8)).isNull();
    assertThat(get(hash, 0)).isNull();
  }

  @Test
  void aRecordIsFreshForASecondAfterItsStoreWasAsked() {
    assertThat(remembered.isFresh(record(hash, 7))).isFalse();
    remembered.remember(believed(7));
    ticker.advance(Duration.ofSeconds(1).minusNanos(1));
    assertThat(remembered.isFresh(record(hash, 7))).isTrue();
    assertThat(remembered.isFresh(record(hash, 6))).isFalse();
    ticker.advance(Duration.ofNanos(1));
    assertThat(remembered.isFresh(record(hash, 7))).isFalse();
  }

  @Test
  void aKeyIsKnownForAnHourAfterItWasLastFound() {
    assertThat(remembered.isKnown(hash)).isFalse();
    remembered.remember(believed(7));
    ticker.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(get(hash, 0)).isNull();
    assertThat(remembered.isKnown(hash)).isTrue();
    ticker.advance(Duration.ofNanos(1));
    assertThat(remembered.isKnown(hash)).isFalse();
  }

  @Test
  void aKeyThatIsGoneIsKnownNoLonger() {
    remembered.remember(believed(7));
    remembered.rememberAbsent(hash);
    assertThat(remembered.isKnown(hash)).isFalse();
  }

  @Test
  void remembersAnAbsentKeyBriefly() {
    remembered.rememberAbsent(hash);
    assertThat(get(hash, 0)).isEqualTo(new LookUp.Absent(AnsweredBy.PROCESS));
    ticker.advance(properties.absentFor());
    assertThat(get(hash, 0)).isNull();
  }

  @Test
  void aRecordCountsForMoreThanAnAbsence() {
    remembered.rememberAbsent(hash);
    remembered.remember(believed(1));
    assertThat(get(hash, 0)).isEqualTo(found(1));
  }

  @Test
  void unknownKeysAreBoundedAndNeverPushOutRecords() {
    remembered.remember(believed(7));
    for (int i = 0; i < 10_000; i++) {
      remembered.rememberAbsent(GENERATOR.newKey(Environment.LIVE).hash());
    }
    assertThat(remembered.absences()).isLessThanOrEqualTo(properties.absentKeys());
    assertThat(get(hash, 0)).isEqualTo(found(7));
  }

  @Test
  void recordsAreBounded() {
    for (int i = 0; i < 10_000; i++) {
      ApiKeyHash another = GENERATOR.newKey(Environment.LIVE).hash();
      remembered.remember(Believed.of(record(another, 1), ticker.read(), LIFE));
    }
    assertThat(remembered.records()).isLessThanOrEqualTo(properties.rememberedKeys());
  }

  private Believed believed(long version) {
    return Believed.of(record(hash, version), ticker.read(), LIFE);
  }

  private LookUp found(long version) {
    return new LookUp.Found(record(hash, version), AnsweredBy.PROCESS);
  }

  private static ApiKeyRecord record(ApiKeyHash hash, long version) {
    return new ApiKeyRecord(
        hash,
        version,
        "key_0123456789abcdef0123",
        "sec_0123456789abcdef0123",
        "ptn_0123456789abcdef0123",
        Environment.LIVE,
        Tier.STARTER,
        null,
        null,
        null,
        ApiKeyRecord.Status.ACTIVE);
  }

  /** What a look-up is told. */
  private @Nullable LookUp get(ApiKeyHash wanted, long lowestVersion) {
    Believed believed = remembered.record(wanted, lowestVersion);
    return believed == null ? remembered.absence(wanted) : believed.found();
  }
}
