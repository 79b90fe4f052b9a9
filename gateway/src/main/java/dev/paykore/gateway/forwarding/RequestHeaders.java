package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.client.ClientAddress;
import dev.paykore.gateway.credential.Credentials;
import dev.paykore.gateway.header.HeaderNameSet;
import dev.paykore.gateway.tracing.RequestTrace;
import dev.paykore.keys.ApiKeyRecord;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers that a downstream gets: the client's without those of its connection and without the
 * credential, and who calls. They are written in one pass: the framework's filters copy them all,
 * each anew, which was a tenth of a request's work.
 */
final class RequestHeaders {

  /** Besides those of the connection; what the edge says itself nobody else says. */
  private static final HeaderNameSet NOT_FORWARDED =
      HeaderNameSet.of(
          "X-API-Key",
          HttpHeaderNames.HOST,
          // The edge itself has answered 100 Continue by the time the body flows.
          HttpHeaderNames.EXPECT,
          "X-Application-Context",
          EdgeHeaders.PARTNER_ID,
          EdgeHeaders.KEY_ID,
          EdgeHeaders.ENVIRONMENT,
          EdgeHeaders.TIER,
          EdgeHeaders.FORWARDED_FOR,
          EdgeHeaders.FORWARDED_PROTO,
          EdgeHeaders.FORWARDED_HOST);

  private RequestHeaders() {}

  /** Writes them, but for {@code Host} and those of the framing. */
  static void write(ServerWebExchange exchange, HttpHeaders target) {
    HttpHeaders received = ReceivedHeaders.of(exchange);
    forward(received, target);
    identify(Objects.requireNonNull(AuthenticatedKey.of(exchange)), target);
    describeClient(exchange, received, target);
    trace(exchange, target);
  }

  private static void forward(HttpHeaders received, HttpHeaders target) {
    HopByHop hopByHop = HopByHop.of(received);
    Iterator<Map.Entry<CharSequence, CharSequence>> headers = received.iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      CharSequence name = header.getKey();
      if (!NOT_FORWARDED.contains(name)
          && !hopByHop.includes(name)
          && !isOurCredential(name, header.getValue())) {
        target.add(name, header.getValue());
      }
    }
  }

  private static boolean isOurCredential(CharSequence name, CharSequence value) {
    return HttpHeaderNames.AUTHORIZATION.contentEqualsIgnoreCase(name)
        && Credentials.isOurs(value.toString());
  }

  private static void identify(ApiKeyRecord key, HttpHeaders target) {
    target.add(EdgeHeaders.PARTNER_ID, key.partnerId());
    target.add(EdgeHeaders.KEY_ID, key.keyId());
    target.add(EdgeHeaders.ENVIRONMENT, key.environment().wireName());
    target.add(EdgeHeaders.TIER, key.tier().wireName());
  }

  /** The guard says where the request comes from, and how if a trusted proxy knew. */
  private static void describeClient(
      ServerWebExchange exchange, HttpHeaders received, HttpHeaders target) {
    String protocol = received.get(EdgeHeaders.FORWARDED_PROTO);
    target.add(EdgeHeaders.FORWARDED_FOR, Objects.requireNonNull(ClientAddress.textOf(exchange)));
    target.add(
        EdgeHeaders.FORWARDED_PROTO,
        protocol == null ? exchange.getRequest().getURI().getScheme() : protocol);
    target.add(
        EdgeHeaders.FORWARDED_HOST, Objects.requireNonNull(received.get(HttpHeaderNames.HOST)));
  }

  private static void trace(ServerWebExchange exchange, HttpHeaders target) {
    RequestTrace trace = RequestTrace.of(exchange);
    if (trace != null) {
      Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
      trace.called(route.getUri(), target);
    }
  }
}
