package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.keys.ApiKeyRecord;

/** What a look-up of a hash has found out. */
public sealed interface LookUp {

  LookUp UNKNOWN = new Unknown();

  /** Who has said so. */
  AnsweredBy answeredBy();

  /** Where a look-up can end. */
  enum AnsweredBy {
    /** Remembered in this process, a record or an absence. */
    PROCESS,
    /** A record in Redis. */
    REDIS,
    /** A row, or no row, in Postgres. */
    POSTGRES,
    /** No store that could know has answered, or none was asked. */
    NOBODY
  }

  /** There is such a key; whether it may be used is another question. */
  record Found(ApiKeyRecord record, AnsweredBy answeredBy) implements LookUp {}

  /** Postgres has answered that there is no such key, now or a while ago. */
  record Absent(AnsweredBy answeredBy) implements LookUp {}

  /** No store that could know has answered. */
  record Unknown() implements LookUp {

    @Override
    public AnsweredBy answeredBy() {
      return AnsweredBy.NOBODY;
    }
  }

  /** Postgres was not asked, for the network has sent too many unknown keys. */
  record Slowed(Network network, long retryAfterSeconds) implements LookUp {

    @Override
    public AnsweredBy answeredBy() {
      return AnsweredBy.NOBODY;
    }
  }
}
