package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Arrays;
import java.util.List;

/**
 * What the client asks of the connection can be granted: it has no header removed that the edge
 * answers for, and does not turn the connection into something else.
 */
final class ConnectionRule implements Rule {

  @Override
  public Verdict check(HttpRequest head) {
    HttpHeaders headers = head.headers();
    if (InboundHeaders.nominated(headers).stream().anyMatch(HeaderNames::isProtected)) {
      return Verdict.badRequest(
          "Connection: expected no identity, credential, framing or request id header.");
    }
    if (headers.contains(HttpHeaderNames.UPGRADE) && asksForWebSocket(headers)) {
      return Verdict.badRequest("Upgrade: WebSocket is not supported.");
    }
    return !headers.contains(HttpHeaderNames.EXPECT)
            || isContinue(headers.getAll(HttpHeaderNames.EXPECT))
        ? Verdict.PASSED
        : Verdict.badRequest("Expect: expected 100-continue.");
  }

  private static boolean asksForWebSocket(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.UPGRADE).stream().anyMatch(ConnectionRule::hasWebSocket);
  }

  /** Protocols are in a list, each perhaps with its version (RFC 9110, section 7.8). */
  private static boolean hasWebSocket(String protocols) {
    return Arrays.stream(protocols.split(",", -1))
        .map(protocol -> protocol.split("/", -1)[0].strip())
        .anyMatch("websocket"::equalsIgnoreCase);
  }

  private static boolean isContinue(List<String> expectations) {
    return expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue");
  }
}
