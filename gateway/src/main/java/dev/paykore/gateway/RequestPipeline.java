package dev.paykore.gateway;

import org.springframework.core.Ordered;

/**
 * The order in which a request meets the stages of the edge.
 *
 * <p>Before all of these, in the server's Netty pipeline: the guard, which gives the request its id
 * and refuses what is ambiguous. Then the first filters, for every request; then a route is
 * matched; then the global filters, for every request with a route, and the catch-all route sees to
 * it that every request has one.
 */
public final class RequestPipeline {

  // The first filters, before a route is matched.

  /** First, so that it sees every answer and the whole duration. */
  public static final int ACCESS_LOG = Ordered.HIGHEST_PRECEDENCE;

  /** Before anything that costs: beyond the bound a request is refused unread. */
  public static final int IN_FLIGHT_LIMIT = ACCESS_LOG + 1;

  // Global filters, once a route is matched: its environment is needed to authenticate.

  /** Nobody who is not known learns anything, not even which routes there are. */
  public static final int AUTHENTICATION = Ordered.HIGHEST_PRECEDENCE + 100;

  /** Around all that follows: what became of a request is counted for its key. */
  public static final int USAGE = AUTHENTICATION + 1;

  /** After authentication: a refused key takes no token. */
  public static final int RATE_LIMIT = USAGE + 1;

  /** After the limit: asking for what is not there costs a token like any other request. */
  public static final int UNKNOWN_ROUTE = RATE_LIMIT + 1;

  /**
   * Before the body is read: too large by its Content-Length is refused, and streaming is counted.
   */
  public static final int BODY_LIMIT = UNKNOWN_ROUTE + 1;

  /** Around the gateway's own routing: says how far a request went, and names what went wrong. */
  public static final int FORWARDING = BODY_LIMIT + 1;

  private RequestPipeline() {}
}
