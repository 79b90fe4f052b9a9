package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.CallHandler;
import io.netty.channel.Channel;
import io.netty.handler.logging.LoggingHandler;
import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.channel.ChannelMetricsRecorder;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ClientTransportConfig;

/**
 * How a connection to a downstream is made, in Reactor Netty's words; made once for all requests.
 *
 * <p>Its {@code HttpClient} is an immutable builder: what differs from request to request, its
 * headers, target and body, costs a copy of its configuration each (docs/adr/0014). A pool only
 * asks for this, the configuration of a transport, and for an observer of one request.
 */
final class DownstreamTransport extends ClientTransportConfig<DownstreamTransport> {

  private final TransportSettings settings;
  private final @Nullable DownstreamTls tls;

  private DownstreamTransport(
      ConnectionProvider pool, TransportSettings settings, @Nullable DownstreamTls tls) {
    super(pool, settings.options(), DownstreamTransport::noAddress);
    this.settings = settings;
    this.tls = tls;
  }

  static DownstreamTransport plain(ConnectionProvider pool, TransportSettings settings) {
    return new DownstreamTransport(pool, settings, null);
  }

  static DownstreamTransport secure(ConnectionProvider pool, TransportSettings settings) {
    return new DownstreamTransport(pool, settings, settings.tls());
  }

  private static SocketAddress noAddress() {
    throw new IllegalStateException("each request has an address of its own");
  }

  /** Asks the pool for a connection, on which the request is sent. */
  void acquire(Origin origin, Sending sending) {
    connectionProvider().acquire(this, sending, origin, settings.resolver()).subscribe(sending);
  }

  /** Tells connections with TLS from those without; a pool has no others to one address. */
  @Override
  public int channelHash() {
    return tls == null ? 0 : 1;
  }

  @Override
  public ChannelOperations.OnSetup channelOperationsProvider() {
    return DownstreamExchange::on;
  }

  @Override
  protected ChannelPipelineConfigurer defaultOnChannelInit() {
    return (observer, channel, address) -> initialise(channel, address);
  }

  private void initialise(Channel channel, @Nullable SocketAddress address) {
    if (tls != null) {
      tls.install(channel, address);
    }
    DownstreamProperties bounds = settings.bounds();
    CallHandler.install(channel.pipeline(), bounds.responseTimeout(), bounds.bodyIdleTimeout());
  }

  @Override
  protected AddressResolverGroup<?> defaultAddressResolverGroup() {
    return settings.resolver();
  }

  @Override
  protected LoopResources defaultLoopResources() {
    return HttpResources.get();
  }

  @Override
  protected LoggingHandler defaultLoggingHandler() {
    return new LoggingHandler(DownstreamTransport.class);
  }

  @Override
  protected ChannelMetricsRecorder defaultMetricsRecorder() {
    throw new UnsupportedOperationException("the edge has meters of its own");
  }
}
