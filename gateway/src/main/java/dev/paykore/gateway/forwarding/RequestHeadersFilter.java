package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.credential.Credentials;
import dev.paykore.keys.ApiKeyRecord;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Makes the headers that a downstream gets: without the credential, with the caller's identity. It
 * runs after the framework has removed hop-by-hop headers, so nothing can remove what it sets.
 */
final class RequestHeadersFilter implements HttpHeadersFilter, Ordered {

  private static final String API_KEY = "X-API-Key";

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(input);
    removeCredential(headers);
    // The edge itself has answered 100 Continue by the time the body flows.
    headers.remove(HttpHeaders.EXPECT);
    headers.remove("Proxy-Connection");
    identify(headers, Objects.requireNonNull(AuthenticatedKey.of(exchange)));
    describeClient(headers, exchange.getRequest());
    return headers;
  }

  private static void removeCredential(HttpHeaders headers) {
    headers.remove(API_KEY);
    String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
    if (authorization != null && Credentials.isOurs(authorization)) {
      headers.remove(HttpHeaders.AUTHORIZATION);
    }
  }

  private static void identify(HttpHeaders headers, ApiKeyRecord key) {
    headers.set(EdgeHeaders.PARTNER_ID, key.partnerId());
    headers.set(EdgeHeaders.KEY_ID, key.keyId());
    headers.set(EdgeHeaders.ENVIRONMENT, key.environment().wireName());
    headers.set(EdgeHeaders.TIER, key.tier().wireName());
  }

  private static void describeClient(HttpHeaders headers, ServerHttpRequest request) {
    InetSocketAddress client = request.getRemoteAddress();
    if (client != null) {
      headers.set(EdgeHeaders.FORWARDED_FOR, client.getAddress().getHostAddress());
    }
    headers.set(EdgeHeaders.FORWARDED_PROTO, request.getURI().getScheme());
    headers.set(
        EdgeHeaders.FORWARDED_HOST,
        Objects.requireNonNull(request.getHeaders().getFirst(HttpHeaders.HOST)));
  }
}
