package dev.paykore.gateway.guard;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;

/** What a rule says of a request. */
public sealed interface Verdict {

  /** The rule has nothing against the request. */
  record Passed() implements Verdict {}

  /**
   * The request is not served, nor is anything that follows it on its connection.
   *
   * @param error what to answer instead
   */
  record Refused(EdgeError error) implements Verdict {}

  Verdict PASSED = new Passed();

  /**
   * A refusal of a malformed or ambiguous request.
   *
   * @param message names what was wrong and what was expected, never what the client sent
   */
  static Verdict badRequest(String message) {
    return new Refused(EdgeError.of(ErrorCode.BAD_REQUEST, message));
  }

  /** A refusal with the code's own sentence. */
  static Verdict refused(ErrorCode code) {
    return new Refused(EdgeError.of(code));
  }
}
