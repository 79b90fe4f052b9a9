package dev.paykore.gateway.forwarding;

import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Which of a downstream's headers a client gets: all but those of the connection and those that
 * only the edge may speak with.
 */
final class ResponseHeaders {

  private ResponseHeaders() {}

  /** Takes them over from a downstream's answer. */
  static void take(HttpClientResponse answer, HttpHeaders target) {
    io.netty.handler.codec.http.HttpHeaders received = answer.responseHeaders();
    Set<String> nominated = HopByHop.nominatedBy(received.getAll(HttpHeaders.CONNECTION));
    for (Map.Entry<String, String> header : received) {
      String name = header.getKey();
      if (!HopByHop.includes(name, nominated) && !EdgeHeaders.isReserved(name)) {
        target.add(name, header.getValue());
      }
    }
  }

  /** Takes back what a downstream said of its own body, which would be wrong of another. */
  static void forget(HttpClientResponse answer, HttpHeaders target) {
    answer.responseHeaders().names().stream()
        .filter(name -> !EdgeHeaders.isReserved(name))
        .forEach(target::remove);
  }
}
