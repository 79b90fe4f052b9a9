package dev.paykore.console.user;

import dev.paykore.console.refusal.Refusal;
import dev.paykore.console.refusal.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something: an operator, a partner's member, or a token that acts for either.
 *
 * @param id the id of the user or token
 * @param name what people know it by: an e-mail address, or the name of a token
 * @param partnerId the only partner that the caller sees, or {@code null} for an operator
 * @param address the network address that the request came from
 */
public record Caller(String id, String name, @Nullable String partnerId, String address) {

  /** The command line, and the demo: whoever can start the console is an operator. */
  public static final Caller SYSTEM = new Caller("system", "system", null, "local");

  public boolean isOperator() {
    return partnerId == null;
  }

  /** Whether the partner, and all that is the partner's, exists for this caller. */
  public boolean sees(String partner) {
    return isOperator() || partner.equals(partnerId);
  }

  /**
   * Lets operators pass.
   *
   * @throws RefusedException for everyone else
   */
  public void requireOperator() {
    if (!isOperator()) {
      throw new RefusedException(new Refusal.Forbidden());
    }
  }
}
