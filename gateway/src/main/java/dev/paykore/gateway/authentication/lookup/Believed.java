package dev.paykore.gateway.authentication.lookup;

import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.redis.StoredRecord;
import java.time.Duration;

/**
 * A record and until when it is believed, on the ticker of the look-ups, which has no meaningful
 * zero and may overflow.
 *
 * @param found how this process answers with it
 * @param askedAtNanos when the store was asked that said so
 */
record Believed(LookUp.Found found, long askedAtNanos, long untilNanos) {

  static Believed of(ApiKeyRecord record, long askedAtNanos, Duration life) {
    return new Believed(
        new LookUp.Found(record, LookUp.AnsweredBy.PROCESS),
        askedAtNanos,
        askedAtNanos + life.toNanos());
  }

  /** The record as it may be shared with others. */
  StoredRecord toStored(long nowNanos) {
    return new StoredRecord(record(), Duration.ofNanos(remainingNanos(nowNanos)));
  }

  ApiKeyRecord record() {
    return found.record();
  }

  boolean isAtLeast(long version) {
    return record().version() >= version;
  }

  /** Whether a store has said so within such a time. */
  boolean isFresh(long nowNanos, Duration time) {
    return nowNanos - askedAtNanos < time.toNanos();
  }

  /** How much longer the record is believed; not positive when its time is over. */
  long remainingNanos(long nowNanos) {
    return untilNanos - nowNanos;
  }
}
