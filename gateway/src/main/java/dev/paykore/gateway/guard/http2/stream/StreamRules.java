package dev.paykore.gateway.guard.http2.stream;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.guard.Normalisation;
import dev.paykore.gateway.guard.RequestRules;
import dev.paykore.gateway.guard.Verdict;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import java.net.SocketAddress;
import java.util.Map;

/**
 * What holds for the head of a request on a stream, once the codec has brought it into the form of
 * HTTP/1.1: all that holds there, and what HTTP/2 asks besides.
 *
 * @param rules those of both protocols
 * @param normalisation that of both protocols
 * @param maxLineBytes as long as a request line may be on HTTP/1.1, with its method and version
 * @param maxHeaderBytes as large as the header fields may be on HTTP/1.1
 */
public record StreamRules(
    RequestRules rules, Normalisation normalisation, long maxLineBytes, long maxHeaderBytes) {

  private static final int AROUND_TARGET = "  HTTP/1.1".length();
  private static final int AROUND_FIELD = ": \r\n".length();

  /**
   * Whether the head is one in the terms of RFC 9113, sections 8.2 and 8.3, so far as the codec has
   * not looked itself.
   */
  static boolean isWellFormed(HttpRequest head) {
    return head.headers().entries().stream().noneMatch(StreamRules::isPadded)
        && (head.method().equals(HttpMethod.CONNECT) || hasSchemeAndPath(head));
  }

  /** Removes what the codec has added of its own. */
  static void removeConversion(HttpHeaders headers) {
    for (ExtensionHeaderNames name : ExtensionHeaderNames.values()) {
      headers.remove(name.text());
    }
  }

  /** The first refusal, or {@link Verdict#PASSED}. */
  Verdict check(HttpRequest head) {
    if (head.method().name().length() + head.uri().length() + AROUND_TARGET > maxLineBytes) {
      return Verdict.refused(ErrorCode.URI_TOO_LONG);
    }
    return size(head.headers()) > maxHeaderBytes
        ? Verdict.refused(ErrorCode.HEADERS_TOO_LARGE)
        : rules.check(head);
  }

  /** Brings a request that has passed into the form that the edge goes on with. */
  void normalise(HttpRequest head, String requestId, SocketAddress peer) {
    normalisation.apply(head, requestId, peer);
  }

  /** The address of whoever sent a request that is refused. */
  String client(HttpHeaders headers, SocketAddress peer) {
    return normalisation.client(headers, peer);
  }

  private static boolean hasSchemeAndPath(HttpRequest head) {
    boolean path = head.uri().startsWith("/") || head.uri().equals("*");
    return path && head.headers().contains(ExtensionHeaderNames.SCHEME.text());
  }

  private static boolean isPadded(Map.Entry<String, String> field) {
    return field.getValue().length() != field.getValue().strip().length();
  }

  private static long size(HttpHeaders headers) {
    return headers.entries().stream()
        .mapToLong(field -> field.getKey().length() + field.getValue().length() + AROUND_FIELD)
        .sum();
  }
}
