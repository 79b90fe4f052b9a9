package dev.paykore.gateway.forwarding.breaker;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What one call that its breaker has allowed says of the downstream; it is said once. While the
 * client is waited for, the call takes no place among those that are tried: else a few clients that
 * send next to nothing would keep a downstream spared that answers again.
 */
public final class CallVerdict {

  private enum State {
    PENDING,
    CLIENT_WAITED_FOR,
    CLIENT_WENT_ON,
    SAID
  }

  private final DownstreamBreaker breaker;
  private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

  /** Of a call that the breaker has allowed. */
  public CallVerdict(DownstreamBreaker breaker) {
    this.breaker = breaker;
  }

  /** The downstream has answered, whatever it said, and after so long. */
  public void answered(long nanos) {
    if (state.getAndSet(State.SAID) != State.SAID) {
      breaker.answered(nanos);
    }
  }

  /** The downstream was not there, too slow, or gave no valid answer, unless it had to wait. */
  public void failed() {
    State before = state.getAndSet(State.SAID);
    if (before == State.PENDING || before == State.CLIENT_WENT_ON) {
      breaker.failed();
    }
  }

  /** Nobody can say how long the client takes: another call may be tried in the place of this. */
  public void clientIsWaitedFor() {
    if (state.compareAndSet(State.PENDING, State.CLIENT_WAITED_FOR)) {
      breaker.saysNothing();
    } else {
      state.compareAndSet(State.CLIENT_WENT_ON, State.CLIENT_WAITED_FOR);
    }
  }

  /** From now on it is the downstream again that is waited for. */
  public void clientGoesOn() {
    state.compareAndSet(State.CLIENT_WAITED_FOR, State.CLIENT_WENT_ON);
  }

  /** The call is over; if nothing was said of the downstream so far, nothing can be said. */
  public void ended() {
    if (state.getAndSet(State.SAID) == State.PENDING) {
      breaker.saysNothing();
    }
  }
}
