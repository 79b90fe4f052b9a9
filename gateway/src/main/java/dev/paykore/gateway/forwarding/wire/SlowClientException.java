package dev.paykore.gateway.forwarding.wire;

/**
 * A call was given up since its client neither sends nor reads, and its key has as many such calls
 * as it may. It has no stack trace: it is an expected outcome.
 */
public final class SlowClientException extends RuntimeException {

  SlowClientException() {
    super("the client neither sends nor reads", null, false, false);
  }
}
