package dev.paykore.gateway.guard;

import dev.paykore.gateway.client.Client;
import io.netty.handler.codec.http.HttpHeaderNames;
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
            // this
            // one does, but does not say why.
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

  /**
   * Brings a request that has passed into the one form that the edge goes on with: a target in
   * origin form without a key in its query, a host in lower case, and no header that only the edge
   * or its peers may speak with.
   *
   * @param requestId takes the place of any that the client sent
   * @param client takes the place of all that was said about where the request comes from
   */
  public static void normalise(HttpRequest head, String requestId, Client client) {
    head.setUri(QueryKeys.removedFrom(TargetRule.originForm(head.uri())));
    String host = head.headers().get(HttpHeaderNames.HOST);
    head.headers().set(HttpHeaderNames.HOST, HostRule.canonical(host));
    InboundHeaders.clean(head.headers(), requestId);
    client.describe(head.headers());
  }
}
