package dev.paykore.gateway.authentication.lookup;

import dev.paykore.keys.ApiKeyRecord;
import java.time.Duration;

/**
 * A record and until when it is believed.
 *
 * @param found how this process answers with it
 * @param untilNanos on the ticker of the look-ups, which has no meaningful zero and may overflow
 */
record Believed(LookUp.Found found, long untilNanos) {

  static Believed of(ApiKeyRecord record, long fromNanos, Duration life) {
    return new Believed(
        new LookUp.Found(record, LookUp.AnsweredBy.PROCESS), fromNanos + life.toNanos());
  }

  ApiKeyRecord record() {
    return found.record();
  }

  boolean isAtLeast(long version) {
    return record().version() >= version;
  }

  /** How much longer the record is believed; not positive when its time is over. */
  long remainingNanos(long nowNanos) {
    return untilNanos - nowNanos;
  }
}
