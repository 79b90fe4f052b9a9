package dev.paykore.gateway.forwarding;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many calls wait for clients that are slow, by key. Each of them holds a connection to a
 * downstream, which others may need; so one key may have some of them, and not all.
 */
final class SlowClients {

  private final ConcurrentMap<String, Integer> waiting = new ConcurrentHashMap<>();
  private final int mostPerKey;

  SlowClients(int mostPerKey) {
    this.mostPerKey = mostPerKey;
  }

  /** Counts one more, unless the key has as many as it may. */
  boolean enter(String keyId) {
    if (waiting.merge(keyId, 1, Integer::sum) <= mostPerKey) {
      return true;
    }
    leave(keyId);
    return false;
  }

  /** One that was counted waits no more. */
  void leave(String keyId) {
    waiting.computeIfPresent(keyId, (key, count) -> count == 1 ? null : count - 1);
  }

  /** How many of the key wait. */
  int of(String keyId) {
    return waiting.getOrDefault(keyId, 0);
  }
}
