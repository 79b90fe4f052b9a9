package dev.paykore.demo.wallets;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import dev.paykore.keys.Environment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a client what of its request has reached the service. */
final class Echo {

  private Echo() {}

  static Answer of(Request request, Environment environment, String service) {
    String[] pathAndQuery = request.getUrl().split("\\?", 2);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("environment", environment.wireName());
    body.put("service", service);
    body.put("method", request.getMethod().getName());
    body.put("path", pathAndQuery[0]);
    body.put("query", pathAndQuery.length == 2 ? pathAndQuery[1] : null);
    body.put("headers", headers(request));
    body.put("body_bytes", request.getBody().length);
    return Answer.ok(body);
  }

  /** A header that came once has a text for its value, one that came more than once a list. */
  private static Map<String, Object> headers(Request request) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.put(header.key(), header.isSingleValued() ? header.firstValue() : header.values());
    }
    return headers;
  }
}
