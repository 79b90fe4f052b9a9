package dev.paykore.gateway.forwarding.client;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;

/** Sends requests to downstreams, each on a connection of a pool. */
public final class DownstreamClient {

  private final Map<URI, Origin> origins = new ConcurrentHashMap<>();
  private final DownstreamTransport plain;
  private final DownstreamTransport secure;

  DownstreamClient(ConnectionProvider pool, TransportSettings settings) {
    this.plain = DownstreamTransport.plain(pool, settings);
    this.secure = DownstreamTransport.secure(pool, settings);
  }

  /**
   * Sends a request when it is subscribed to. Who cancels before the answer ends the connection.
   *
   * @param service scheme, host and port of the downstream
   */
  public Mono<DownstreamAnswer> send(URI service, OutgoingRequest request) {
    Origin origin = origin(service);
    DownstreamTransport transport = origin.secure() ? secure : plain;
    return Mono.create(
        sink -> transport.acquire(origin, new Sending(request, origin.authority(), sink)));
  }

  private Origin origin(URI service) {
    Origin known = origins.get(service);
    return known != null ? known : origins.computeIfAbsent(service, Origin::of);
  }
}
