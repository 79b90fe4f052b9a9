package dev.paykore.keys.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.ApiKeyRecord.Status;
import dev.paykore.keys.ApiKeys;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RecordCodecTests {

  private static final ApiKeyHash HASH = ApiKeys.GENERATOR.newKey(Environment.LIVE).hash();
  private static final ApiKeyHash OTHER = ApiKeys.GENERATOR.newKey(Environment.LIVE).hash();

  @Property
  void everyRecordReadsBackAsItWas(@ForAll("records") ApiKeyRecord record) {
    assertThat(RecordCodec.decode(RecordCodec.encode(record), HASH)).contains(record);
  }

  @Property
  void theVersionStandsFirstForTheScriptThatComparesIt(@ForAll("records") ApiKeyRecord record) {
    assertThat(RecordCodec.encode(record)).startsWith(record.version() + " ");
  }

  @Property
  void aRecordOfAnotherHashIsNone(@ForAll("records") ApiKeyRecord record) {
    assertThat(RecordCodec.decode(RecordCodec.encode(record), OTHER)).isEmpty();
  }

  @Property
  void aTruncatedRecordIsNone(
      @ForAll("records") ApiKeyRecord record, @ForAll @IntRange(max = 250) int length) {
    String text = RecordCodec.encode(record);
    // Dropping some characters of a status leaves no status.
    String truncated = text.substring(0, Math.min(length, text.length() - 1));
    assertThat(RecordCodec.decode(truncated, HASH)).isEmpty();
  }

  @Property
  void anyTextIsARecordOrNoneAndNeverAnError(@ForAll String text) {
    assertThat(RecordCodec.decode(text, HASH)).isEmpty();
  }

  @Property
  void anyFieldMayBeRubbish(
      @ForAll("records") ApiKeyRecord record,
      @ForAll @IntRange(max = 10) int field,
      @ForAll String rubbish) {
    String[] fields = RecordCodec.encode(record).split(" ", -1);
    fields[field] = rubbish;
    RecordCodec.decode(String.join(" ", fields), HASH)
        .ifPresent(read -> assertThat(read.hash()).isEqualTo(HASH));
  }

  @Provide
  Arbitrary<ApiKeyRecord> records() {
    Arbitrary<Long> versions = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<Integer> limits = Arbitraries.integers().greaterOrEqual(1).injectNull(0.3);
    Arbitrary<LocalDate> dates =
        Arbitraries.longs()
            .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
            .map(LocalDate::ofEpochDay)
            .injectNull(0.3);
    Arbitrary<Instant> instants =
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .map(Instant::ofEpochSecond)
            .injectNull(0.3);
    return Combinators.combine(
            versions,
            Arbitraries.of(Environment.values()),
            Arbitraries.of(Tier.values()),
            Arbitraries.of(Status.values()),
            limits,
            dates,
            instants)
        .as(RecordCodecTests::record);
  }

  private static ApiKeyRecord record(
      long version,
      Environment environment,
      Tier tier,
      Status status,
      Integer limit,
      LocalDate expiresOn,
      Instant retiresAt) {
    return new ApiKeyRecord(
        HASH,
        version,
        ApiKeys.GENERATOR.newId("key"),
        ApiKeys.GENERATOR.newId("sec"),
        ApiKeys.GENERATOR.newId("ptn"),
        environment,
        tier,
        limit,
        expiresOn,
        retiresAt,
        status);
  }
}
