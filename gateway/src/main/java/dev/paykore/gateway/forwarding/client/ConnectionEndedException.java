package dev.paykore.gateway.forwarding.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A downstream has ended the connection before its answer was whole. It has no stack trace: it is
 * an expected outcome.
 */
final class ConnectionEndedException extends IOException {

  /**
   * @param cause why the request could not be written, if that is known
   */
  ConnectionEndedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
