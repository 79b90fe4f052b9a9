package dev.paykore.gateway.forwarding.client;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.util.Map;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * What all connections to downstreams have in common.
 *
 * @param bounds time-outs of connecting, answers and look-ups
 * @param tls for those that are encrypted
 * @param resolver looks names up without blocking
 */
record TransportSettings(
    DownstreamProperties bounds, DownstreamTls tls, AddressResolverGroup<?> resolver) {

  private static final int LEAST_READ_BYTES = 64;
  private static final int FIRST_READ_BYTES = 2 << 10;
  private static final int MOST_READ_BYTES = 16 << 10;

  /**
   * @param nameServers who is asked for addresses
   */
  static TransportSettings of(
      DownstreamProperties bounds, DownstreamTls tls, DnsServerAddressStreamProvider nameServers) {
    NameResolverProvider names =
        NameResolverProvider.builder()
            .queryTimeout(bounds.connectTimeout())
            .dnsAddressResolverGroupProvider(
                builder -> new DnsAddressResolverGroup(builder.nameServerProvider(nameServers)))
            .build();
    return new TransportSettings(
        bounds, tls, names.newNameResolverGroup(HttpResources.get(), LoopResources.DEFAULT_NATIVE));
  }

  Map<ChannelOption<?>, ?> options() {
    return Map.of(
        // A body is read as fast as it is asked for.
        ChannelOption.AUTO_READ,
        false,
        ChannelOption.CONNECT_TIMEOUT_MILLIS,
        (int) bounds.connectTimeout().toMillis(),
        ChannelOption.RECVBUF_ALLOCATOR,
        oneSmallRead(),
        // What waits for clients was measured with it: ADR 0013.
        ChannelOption.ALLOCATOR,
        PooledByteBufAllocator.DEFAULT);
  }

  /** Else up to 16 buffers of 64 KiB are filled at a time, whether or not the client takes them. */
  private static RecvByteBufAllocator oneSmallRead() {
    return new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES)
        .maxMessagesPerRead(1);
  }
}
