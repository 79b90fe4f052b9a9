package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpRequest;
import java.util.List;

/** All rules for the head of a request, in the order in which they are asked. */
public final class RequestRules {

  private final List<Rule> rules;

  /**
   * The rules with the one bound that the server's decoder does not keep itself.
   *
   * @param maxHeaders how many header fields a request may have
   */
  public RequestRules(int maxHeaders) {
    this.rules =
        List.of(
            // Where a request ends decides what belongs to it. The decoder refuses most of what
            // this one does, but does not say why.
            new FramingRule(),
            // A head that was not understood has nothing else to look at.
            new DecodingRule(),
            new HeaderCountRule(maxHeaders),
            new MethodRule(),
            new HostRule(),
            // Needs the one host to compare an absolute target with.
            new TargetRule(),
            new ConnectionRule());
  }

  /** The first refusal, or {@link Verdict#PASSED}. */
  public Verdict check(HttpRequest head) {
    for (Rule rule : rules) {
      Verdict verdict = rule.check(head);
      if (verdict instanceof Verdict.Refused) {
        return verdict;
      }
    }
    return Verdict.PASSED;
  }
}
