package dev.paykore.gateway.authentication.lookup;

import dev.paykore.gateway.authentication.slowing.Network;
import dev.paykore.keys.ApiKeyRecord;

/** What a look-up of a hash has found out. */
public sealed interface LookUp {

  LookUp ABSENT = new Absent();
  LookUp UNKNOWN = new Unknown();

  /** There is such a key; whether it may be used is another question. */
  record Found(ApiKeyRecord record) implements LookUp {}

  /** Postgres has answered that there is no such key. */
  record Absent() implements LookUp {}

  /** No store that could know has answered. */
  record Unknown() implements LookUp {}

  /** Postgres was not asked, for the network has sent too many unknown keys. */
  record Slowed(Network network, long retryAfterSeconds) implements LookUp {}
}
