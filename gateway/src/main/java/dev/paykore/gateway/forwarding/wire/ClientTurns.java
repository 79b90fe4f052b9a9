package dev.paykore.gateway.forwarding.wire;

import java.time.Duration;

/**
 * How long one call has waited for its client of late. While it is the client's turn that time
 * grows, while it is the downstream's it shrinks by as much, and with each {@link #AMOUNT} that
 * passes it begins anew. So a client that gives or takes a byte now and then is slow, and neither
 * one with much to give or take is, nor one for which its downstream has a little from time to
 * time. Times are nanoseconds of one clock.
 */
final class ClientTurns {

  /** Clients far away pause as long as this for no reason of theirs. */
  static final long MOMENT_NANOS = Duration.ofMillis(500).toNanos();

  /** What passes, in bytes, while a client that is not slow takes a moment. */
  static final int AMOUNT = 1 << 16;

  private boolean clients;
  private boolean slow;
  private long sinceNanos;
  private long waitedNanos;
  private long passedBytes;

  /** Whether it is the client that is waited for. */
  boolean areClients() {
    return clients;
  }

  boolean isSlow() {
    return slow;
  }

  /** From now on the client is waited for. */
  void clients(long now) {
    if (!clients) {
      if (waitedNanos > 0) {
        waitedNanos = Math.max(0, waitedNanos - (now - sinceNanos));
      }
      clients = true;
      sinceNanos = now;
    }
  }

  /** When the client is slow if it goes on waiting until then. */
  long slowFromNanos() {
    return sinceNanos + MOMENT_NANOS - waitedNanos;
  }

  /**
   * From now on the downstream is waited for. A turn that has long been over, though nobody said
   * so, only shows that the whole process has paused.
   */
  void downstreams(long now) {
    if (clients) {
      if (now - slowFromNanos() <= Deadline.PAUSE_NANOS) {
        waitedNanos = Math.min(MOMENT_NANOS, waitedNanos + now - sinceNanos);
      }
      clients = false;
      sinceNanos = now;
    }
  }

  /** So many bytes have passed, either way. */
  void passed(int bytes) {
    passedBytes += bytes;
    if (passedBytes >= AMOUNT) {
      passedBytes = 0;
      waitedNanos = 0;
    }
  }

  /** The client was waited for too long. */
  void becomeSlow() {
    slow = true;
    waitedNanos = MOMENT_NANOS;
    passedBytes = 0;
  }

  /** Whether the client was slow until now. */
  boolean recovers() {
    boolean recovered = slow && waitedNanos == 0;
    slow &= !recovered;
    return recovered;
  }

  /** Whatever was is no matter any more. */
  void beginAnew() {
    clients = false;
    waitedNanos = 0;
    passedBytes = 0;
  }
}
