package dev.paykore.gateway.guard;

import dev.paykore.gateway.client.Client;
import dev.paykore.gateway.client.TrustedProxies;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request that has passed the rules into the one form that the edge goes on with: a target
 * in origin form without a key in its query, a host in lower case, a length without leading zeros,
 * and no header that only the edge or its peers may speak with.
 */
public final class Normalisation {

  private final TrustedProxies proxies;
  private final Counter droppedNames;

  /** With the proxies whose word counts, and the registry that counts dropped names. */
  public Normalisation(TrustedProxies proxies, MeterRegistry registry) {
    this.proxies = proxies;
    this.droppedNames = EdgeMeter.DROPPED_HEADERS.counter().register(registry);
  }

  /** The address of whoever sent a request that goes no further. */
  public String client(HttpHeaders headers, @Nullable SocketAddress peer) {
    return Client.of(peer, headers, proxies).text();
  }

  /**
   * Changes the request in place.
   *
   * @param requestId takes the place of any that the client sent
   * @param peer whom the connection comes from
   */
  public void apply(HttpRequest head, String requestId, @Nullable SocketAddress peer) {
    HttpHeaders headers = head.headers();
    Client client = Client.of(peer, headers, proxies);
    head.setUri(QueryKeys.removedFrom(TargetRule.originForm(head.uri())));
    setCanonicalHost(headers);
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length != null) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.parseLong(length));
    }
    droppedNames.increment(InboundHeaders.clean(headers, requestId));
    client.describe(headers);
  }

  private static void setCanonicalHost(HttpHeaders headers) {
    String host = Objects.requireNonNull(headers.get(HttpHeaderNames.HOST));
    String canonical = HostRule.canonical(host);
    if (!canonical.equals(host)) {
      headers.set(HttpHeaderNames.HOST, canonical);
    }
  }
}
