package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.client.ClientAddress;
import dev.paykore.gateway.credential.Credentials;
import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.keys.ApiKeyRecord;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
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
    describeClient(headers, exchange.getRequest(), ClientAddress.of(exchange));
    trace(headers, exchange);
    return headers;
  }

  private static void trace(HttpHeaders headers, ServerWebExchange exchange) {
    RequestTrace trace = RequestTrace.of(exchange);
    if (trace != null) {
      Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
      trace.called(route.getUri(), headers);
    }
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

  /** The guard says where the request comes from, and how if a trusted proxy knew. */
  private static void describeClient(
      HttpHeaders headers, ServerHttpRequest request, InetAddress client) {
    headers.set(EdgeHeaders.FORWARDED_FOR, NetUtil.toAddressString(client));
    String protocol = request.getHeaders().getFirst(EdgeHeaders.FORWARDED_PROTO);
    headers.set(
        EdgeHeaders.FORWARDED_PROTO, protocol == null ? request.getURI().getScheme() : protocol);
    headers.set(
        EdgeHeaders.FORWARDED_HOST,
        Objects.requireNonNull(request.getHeaders().getFirst(HttpHeaders.HOST)));
  }
}
