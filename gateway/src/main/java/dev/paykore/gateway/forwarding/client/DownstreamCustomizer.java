package dev.paykore.gateway.forwarding.client;

import dev.paykore.gateway.forwarding.wire.CallHandler;
import dev.paykore.gateway.forwarding.wire.DownstreamCall;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.time.Duration;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.NameResolverProvider.NameResolverSpec;

/**
 * Gives the client its bounds and the edge's own HTTP/1.1, and looks names up without blocking.
 *
 * @param bounds time-outs of connecting, answers and look-ups
 * @param handshakeTimeout until TLS stands
 * @param nameServers who is asked for addresses
 */
record DownstreamCustomizer(
    DownstreamProperties bounds,
    Duration handshakeTimeout,
    DnsServerAddressStreamProvider nameServers) {

  private static final int LEAST_READ_BYTES = 64;
  private static final int FIRST_READ_BYTES = 2 << 10;
  private static final int MOST_READ_BYTES = 16 << 10;

  HttpClient customize(HttpClient client) {
    return client
        .protocol(HttpProtocol.HTTP11)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) bounds.connectTimeout().toMillis())
        .option(ChannelOption.RECVBUF_ALLOCATOR, oneSmallRead())
        // What waits for clients was measured with it: ADR 0013.
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .resolver(this::resolve)
        .doOnChannelInit((observer, channel, address) -> initialise(channel))
        // What may be sent once more is decided by who knows the request.
        .disableRetry(true)
        .doOnRequest(
            (request, connection) ->
                CallHandler.expect(DownstreamCall.of(request), connection.channel().pipeline()));
  }

  /** Else up to 16 buffers of 64 KiB are filled at a time, whether or not the client takes them. */
  private static RecvByteBufAllocator oneSmallRead() {
    return new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES)
        .maxMessagesPerRead(1);
  }

  private void resolve(NameResolverSpec resolver) {
    resolver
        .queryTimeout(bounds.connectTimeout())
        .dnsAddressResolverGroupProvider(
            builder -> new DnsAddressResolverGroup(builder.nameServerProvider(nameServers)));
  }

  private void initialise(Channel channel) {
    CallHandler.install(channel.pipeline(), bounds.responseTimeout(), bounds.bodyIdleTimeout());
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
    }
  }
}
