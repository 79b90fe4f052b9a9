package dev.paykore.gateway.forwarding;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;

/**
 * Which of a downstream's headers a client gets: all but those of the connection and those that
 * only the edge may speak with.
 */
final class ResponseHeaders {

  private ResponseHeaders() {}

  /** Takes them over from a downstream's answer. */
  static void take(HttpHeaders received, HttpHeaders target) {
    HopByHop hopByHop = HopByHop.of(received);
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = received.iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      CharSequence name = header.getKey();
      if (!hopByHop.includes(name) && !EdgeHeaders.isReserved(name)) {
        target.add(name, header.getValue());
      }
    }
  }

  /** Takes back what a downstream said of its own body, which would be wrong of another. */
  static void forget(HttpHeaders received, HttpHeaders target) {
    received.names().stream().filter(name -> !EdgeHeaders.isReserved(name)).forEach(target::remove);
  }
}
