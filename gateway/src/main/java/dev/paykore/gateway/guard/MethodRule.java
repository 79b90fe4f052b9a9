package dev.paykore.gateway.guard;

import dev.paykore.gateway.error.ErrorCode;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Set;

/** The method is one that a wallet service can mean; TRACE and CONNECT are not. */
final class MethodRule implements Rule {

  private static final Set<String> ALLOWED =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public Verdict check(HttpRequest head) {
    return ALLOWED.contains(head.method().name())
        ? Verdict.PASSED
        : Verdict.refused(ErrorCode.METHOD_NOT_ALLOWED);
  }
}
