package dev.paykore.gateway.forwarding.client;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
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
 * @param reads says how much is read at a time
 */
record TransportSettings(
    DownstreamProperties bounds,
    DownstreamTls tls,
    AddressResolverGroup<?> resolver,
    AnswerReads reads) {

  private static final int LARGE_BUFFERS = 32;

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
        bounds,
        tls,
        names.newNameResolverGroup(HttpResources.get(), LoopResources.DEFAULT_NATIVE),
        new AnswerReads(new LargeBuffers(LARGE_BUFFERS)));
  }

  Map<ChannelOption<?>, ?> options() {
    return Map.of(
        // A body is read as fast as it is asked for.
        ChannelOption.AUTO_READ,
        false,
        ChannelOption.CONNECT_TIMEOUT_MILLIS,
        (int) bounds.connectTimeout().toMillis(),
        ChannelOption.RECVBUF_ALLOCATOR,
        reads,
        // What waits for clients was measured with it: ADR 0013.
        ChannelOption.ALLOCATOR,
        PooledByteBufAllocator.DEFAULT);
  }
}
