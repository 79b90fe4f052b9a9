package dev.paykore.gateway.guard;

import dev.paykore.gateway.requestid.RequestId;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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
    List<String> nominated = nominated(headers);
    if (!nominated.isEmpty()) {
      removeNominated(headers, nominated);
    }
    int underscores = 0;
    for (CharSequence name : dropped(headers)) {
      headers.remove(name);
      underscores += HeaderNames.hasUnderscore(name) ? 1 : 0;
    }
    headers.set(RequestId.NETTY_HEADER, requestId);
    return underscores;
  }

  /** What the Connection header lists: options and names of headers; nothing for one option. */
  static List<String> nominated(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.CONNECTION)) {
      return List.of();
    }
    List<String> fields = headers.getAll(HttpHeaderNames.CONNECTION);
    return isMereOption(fields) ? List.of() : elements(fields);
  }

  /** As most clients send it who send it at all: it names no header. */
  private static boolean isMereOption(List<String> fields) {
    return fields.size() == 1 && isAnOption(fields.getFirst());
  }

  private static List<String> elements(List<String> fields) {
    return fields.stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(String::strip)
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private static void removeNominated(HttpHeaders headers, List<String> nominated) {
    nominated.stream().filter(InboundHeaders::isNotAnOption).forEach(headers::remove);
    List<String> options = nominated.stream().filter(InboundHeaders::isAnOption).toList();
    headers.set(HttpHeaderNames.CONNECTION, String.join(", ", options));
  }

  /** The names of all fields that are dropped, one for each field. */
  private static List<CharSequence> dropped(HttpHeaders headers) {
    List<CharSequence> dropped = new ArrayList<>(0);
    Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
    while (each.hasNext()) {
      CharSequence name = each.next().getKey();
      if (HeaderNames.isDropped(name)) {
        dropped.add(name);
      }
    }
    return dropped;
  }

  private static boolean isNotAnOption(String nominated) {
    return !isAnOption(nominated);
  }

  private static boolean isAnOption(String nominated) {
    return HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(nominated)
        || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(nominated);
  }
}
