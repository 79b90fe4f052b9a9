package dev.paykore.gateway.forwarding;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Lets a downstream's headers through, but for those that only the edge may speak with. */
final class ResponseHeadersFilter implements HttpHeadersFilter {

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    input.forEach(
        (name, values) -> {
          if (!EdgeHeaders.isReserved(name)) {
            headers.addAll(name, values);
          }
        });
    return headers;
  }
}
