package dev.paykore.gateway.forwarding.share;

/** The key has its share of the connections to a downstream, and none has come free in time. */
public final class NoShareException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoShareException() {
    super("the key has its share of the downstream's connections", null, false, false);
  }
}
