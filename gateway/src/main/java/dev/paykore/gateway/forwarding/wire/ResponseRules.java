package dev.paykore.gateway.forwarding.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the head of an answer must be beyond what Netty's decoder refuses (RFC 9112, RFC 9110). */
final class ResponseRules {

  static final int MAX_HEADERS = 100;

  private static final int FIRST_FINAL_STATUS = 200;
  private static final int LAST_STATUS = 599;

  private ResponseRules() {}

  /** What is wrong with the head of a final answer, or {@code null}. */
  static @Nullable String problem(HttpResponse head) {
    int status = head.status().code();
    if (status < FIRST_FINAL_STATUS || status > LAST_STATUS) {
      return "status: %d (expected: 200 to 599)".formatted(status);
    }
    if (!isKnown(head.protocolVersion())) {
      return "version: %s (expected: HTTP/1.1 or HTTP/1.0)".formatted(head.protocolVersion());
    }
    HttpHeaders headers = head.headers();
    if (headers.size() > MAX_HEADERS) {
      return "headers: %d (expected: at most %d)".formatted(headers.size(), MAX_HEADERS);
    }
    return isKnownCoding(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING))
        ? null
        : "Transfer-Encoding: expected chunked alone";
  }

  /** A 204 has no body, so a length would only mislead who reads it. */
  static void normalise(HttpResponse head) {
    if (head.status().code() == HttpResponseStatus.NO_CONTENT.code()) {
      head.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    }
  }

  private static boolean isKnown(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  /** The header is not passed on, so a coding that the edge does not take off would be lost. */
  private static boolean isKnownCoding(List<String> codings) {
    return codings.isEmpty()
        || (codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()));
  }
}
