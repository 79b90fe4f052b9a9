package dev.paykore.gateway.guard;

import dev.paykore.gateway.requestid.RequestId;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of a client's headers once its request has passed. */
final class InboundHeaders {

  private InboundHeaders() {}

  /**
   * Leaves the headers that a client may speak with. Those that its Connection header names are
   * removed here, as RFC 9110 has it, so that the list can do no harm to what the edge sets later.
   *
   * @return how many fields were dropped for an underscore in their name
   */
  static int clean(HttpHeaders headers, String requestId) {
    List<String> nominated = nominated(headers).toList();
    nominated.stream().filter(InboundHeaders::isNotAnOption).forEach(headers::remove);
    List<String> options = nominated.stream().filter(InboundHeaders::isAnOption).toList();
    if (!nominated.isEmpty()) {
      headers.set(HttpHeaderNames.CONNECTION, String.join(", ", options));
    }
    List<String> dropped = dropped(headers);
    dropped.forEach(headers::remove);
    headers.set(RequestId.HEADER, requestId);
    return (int) dropped.stream().filter(HeaderNames::hasUnderscore).count();
  }

  /** What the Connection header lists: options and names of headers. */
  static Stream<String> nominated(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.CONNECTION).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .filter(option -> !option.isEmpty());
  }

  private static List<String> dropped(HttpHeaders headers) {
    return headers.entries().stream()
        .map(Map.Entry::getKey)
        .filter(HeaderNames::isDropped)
        .toList();
  }

  private static boolean isNotAnOption(String nominated) {
    return !isAnOption(nominated);
  }

  private static boolean isAnOption(String nominated) {
    return HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(nominated)
        || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(nominated);
  }
}
