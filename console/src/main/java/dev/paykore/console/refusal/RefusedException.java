package dev.paykore.console.refusal;

import java.util.List;

/** Carries a refusal to where it is answered. No stack trace, for it is no fault of ours. */
public final class RefusedException extends RuntimeException {

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  /** It does not exist for this caller. */
  public static RefusedException notFound() {
    return new RefusedException(new Refusal.NotFound());
  }

  /** It cannot be done as things stand. */
  public static RefusedException conflict(String message) {
    return new RefusedException(new Refusal.Conflict(message));
  }

  /** One field is wrong. */
  public static RefusedException invalid(String field, String message) {
    return new RefusedException(new Refusal.Invalid(List.of(new WrongField(field, message))));
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
