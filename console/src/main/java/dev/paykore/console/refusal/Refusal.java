package dev.paykore.console.refusal;

import java.util.List;

/** Why something was not done. */
public sealed interface Refusal {

  /** It does not exist, or is another partner's: nobody can tell which. */
  record NotFound() implements Refusal {}

  /** Only operators may do this. */
  record Forbidden() implements Refusal {}

  /**
   * It cannot be done as things stand.
   *
   * @param message why, as a sentence
   */
  record Conflict(String message) implements Refusal {}

  /**
   * The input is wrong.
   *
   * @param fields each field that is wrong, at least one
   */
  record Invalid(List<WrongField> fields) implements Refusal {}

  /**
   * Too many wrong passwords.
   *
   * @param retryAfterSeconds when to try again
   */
  record TooManyAttempts(long retryAfterSeconds) implements Refusal {}
}
