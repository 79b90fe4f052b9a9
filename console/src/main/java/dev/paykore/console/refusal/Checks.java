package dev.paykore.console.refusal;

import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with an input, so that it is said at once. */
public final class Checks {

  private final List<WrongField> wrong = new ArrayList<>();

  /** Notes the field as wrong unless the condition holds. */
  public Checks expect(boolean holds, String field, String message) {
    if (!holds) {
      wrong.add(new WrongField(field, message));
    }
    return this;
  }

  /** Notes the field as wrong. */
  public void wrong(String field, String message) {
    wrong.add(new WrongField(field, message));
  }

  /**
   * Ends the checks.
   *
   * @throws RefusedException if any field is wrong
   */
  public void done() {
    if (!wrong.isEmpty()) {
      throw new RefusedException(new Refusal.Invalid(List.copyOf(wrong)));
    }
  }
}
