package dev.paykore.gateway.guard;

import dev.paykore.gateway.error.ErrorCode;
import io.netty.handler.codec.http.HttpRequest;

/**
 * A request has no more header fields than this.
 *
 * @param maxHeaders the highest number that passes
 */
record HeaderCountRule(int maxHeaders) implements Rule {

  @Override
  public Verdict check(HttpRequest head) {
    return head.headers().size() > maxHeaders
        ? Verdict.refused(ErrorCode.HEADERS_TOO_LARGE)
        : Verdict.PASSED;
  }
}
