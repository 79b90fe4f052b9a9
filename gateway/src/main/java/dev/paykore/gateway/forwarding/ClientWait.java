package dev.paykore.gateway.forwarding;

import java.util.concurrent.atomic.AtomicReference;

/** Whether one call is counted among those that wait for slow clients. */
final class ClientWait {

  private enum State {
    GOING_ON,
    WAITING,
    OVER
  }

  private final SlowClients clients;
  private final String keyId;
  private final AtomicReference<State> state = new AtomicReference<>(State.GOING_ON);

  ClientWait(SlowClients clients, String keyId) {
    this.clients = clients;
    this.keyId = keyId;
  }

  /** Whether the call may wait. */
  boolean begins() {
    if (state.get() != State.GOING_ON) {
      return true;
    }
    if (!clients.enter(keyId)) {
      return false;
    }
    if (!state.compareAndSet(State.GOING_ON, State.WAITING)) {
      clients.leave(keyId);
    }
    return true;
  }

  /** The client has gone on. */
  void ends() {
    if (state.compareAndSet(State.WAITING, State.GOING_ON)) {
      clients.leave(keyId);
    }
  }

  /** The call is over, and counted no more. */
  void isOver() {
    if (state.getAndSet(State.OVER) == State.WAITING) {
      clients.leave(keyId);
    }
  }
}
