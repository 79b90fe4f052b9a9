package dev.paykore.gateway.guard;

import dev.paykore.gateway.error.ErrorCode;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** The server's decoder has understood the head. */
final class DecodingRule implements Rule {

  private static final String EXPECTED =
      "Request head: expected a request line, header fields and framing as RFC 9112 has them.";

  @Override
  public Verdict check(HttpRequest head) {
    return switch (head.decoderResult().cause()) {
      case null -> Verdict.PASSED;
      case TooLongHttpLineException tooLong -> Verdict.refused(ErrorCode.URI_TOO_LONG);
      case TooLongHttpHeaderException tooLarge -> Verdict.refused(ErrorCode.HEADERS_TOO_LARGE);
      default -> Verdict.badRequest(EXPECTED);
    };
  }
}
