package dev.paykore.gateway.error;

import org.jspecify.annotations.Nullable;

/**
 * Carries an {@link EdgeError} through a reactive chain to the one place that answers. It has no
 * stack trace: it is an expected outcome, and on the way of every refused request.
 */
public final class EdgeException extends RuntimeException {

  private final transient EdgeError error;

  EdgeException(EdgeError error, @Nullable Throwable cause) {
    super(error.code().name(), cause, false, false);
    this.error = error;
  }

  /** What to answer. */
  public EdgeError error() {
    return error;
  }
}
