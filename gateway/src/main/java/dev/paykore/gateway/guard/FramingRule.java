package dev.paykore.gateway.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** There is exactly one way to tell where the request ends. */
final class FramingRule implements Rule {

  private static final int LONGEST_LENGTH = 18;

  /** The decoder reads eight bytes of body behind them, as a draft of WebSocket had it. */
  private static final Verdict IMPLIED_BODY =
      Verdict.badRequest("Sec-WebSocket-Key1: expected none, nor a Sec-WebSocket-Key2.");

  @Override
  public Verdict check(HttpRequest head) {
    HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Verdict.badRequest("HTTP version: expected 1.0 or 1.1.");
    }
    HttpHeaders headers = head.headers();
    if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)
        || headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY2)) {
      return IMPLIED_BODY;
    }
    if (hasNoBody(headers)) {
      return Verdict.PASSED;
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
    return codings.isEmpty() ? checkLengths(lengths) : checkCodings(codings, lengths, version);
  }

  /** Most requests have none, and need no lists. */
  private static boolean hasNoBody(HttpHeaders headers) {
    return !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  private static Verdict checkLengths(List<String> lengths) {
    return lengths.size() == 1 && isLength(lengths.getFirst())
        ? Verdict.PASSED
        : Verdict.badRequest("Content-Length: expected one number of bytes.");
  }

  private static Verdict checkCodings(
      List<String> codings, List<String> lengths, HttpVersion version) {
    if (version.equals(HttpVersion.HTTP_1_0)) {
      return Verdict.badRequest("Transfer-Encoding: expected none with HTTP/1.0.");
    }
    if (!lengths.isEmpty()) {
      return Verdict.badRequest("Content-Length: expected none beside a Transfer-Encoding.");
    }
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
        ? Verdict.PASSED
        : Verdict.badRequest("Transfer-Encoding: expected exactly one: chunked.");
  }

  private static boolean isLength(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_LENGTH
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
