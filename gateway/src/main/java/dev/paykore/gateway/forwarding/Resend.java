package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.error.Forwarded;
import java.io.IOException;
import reactor.netty.channel.AbortedException;

/**
 * When a request is sent once more, on a fresh connection. A downstream may end an idle connection
 * at the very moment at which a request is written to it; nobody can avoid that, and nobody can
 * tell whether the request was seen.
 */
final class Resend {

  private Resend() {}

  /**
   * Nothing of the request was written, or it is safe (RFC 9110 9.2.2), has no body, and a
   * connection that had served before ended without a byte of an answer (RFC 9112 9.3.1).
   */
  static boolean isAllowed(Throwable failure, DownstreamRequest request, Forwarding forwarding) {
    if (forwarding.reached() == Forwarded.NO) {
      return isPooledConnectionGone(failure);
    }
    return failure instanceof IOException
        && request.isSafeAndWithoutBody()
        && forwarding.wasOnReusedConnectionWithoutAnswer();
  }

  /** The pool gave out a connection that had ended, or two in a row, for which it has no type. */
  private static boolean isPooledConnectionGone(Throwable failure) {
    return failure instanceof AbortedException || failure.getClass() == IOException.class;
  }
}
