package dev.paykore.gateway.error;

import dev.paykore.keys.KeyMask;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: class, message without a key, stack trace and causes. What the
 * framework has added to it on its way is left out, for it repeats the request with its query.
 */
final class ReportedFailure extends RuntimeException {

  private static final int MOST_CAUSES = 8;

  private ReportedFailure(Throwable failure, int causes) {
    super(KeyMask.mask(failure.toString()), cause(failure.getCause(), causes), false, true);
    setStackTrace(failure.getStackTrace());
  }

  static ReportedFailure of(Throwable failure) {
    return new ReportedFailure(failure, MOST_CAUSES);
  }

  /** It has that of the failure; its own would only say who reports. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  private static @Nullable ReportedFailure cause(@Nullable Throwable cause, int causes) {
    return cause == null || causes == 0 ? null : new ReportedFailure(cause, causes - 1);
  }
}
