package dev.paykore.gateway.forwarding.share;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/** That of one request among those of its key at a downstream. Its {@link Share} changes it. */
public final class Place {

  enum State {
    TAKEN,
    WAITING,
    REFUSED,
    LEFT
  }

  final Caller caller;
  State state = State.REFUSED;

  /** Told when it is taken, if it had to wait. */
  Sinks.@Nullable Empty<Void> turn;

  /** Whose turn it is since this one left. */
  @Nullable Place successor;

  Place(Caller caller) {
    this.caller = caller;
  }

  /** Whether the request may be sent at once. */
  public boolean isTaken() {
    return state == State.TAKEN;
  }

  public String keyId() {
    return caller.keyId();
  }

  /** A key, as a downstream sees it. */
  record Caller(Object downstream, String keyId) {}
}
