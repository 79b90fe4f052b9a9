package dev.paykore.gateway.forwarding.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.netty.tcp.SslProvider;

/** A client with a pool of its own, and how many connections that has in which state. */
final class ClientUnderTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DownstreamClient client;

  /**
   * @param properties of {@link DownstreamProperties}, with {@code bounds.} in front
   */
  ClientUnderTest(Map<String, String> properties, DnsServerAddressStreamProvider nameServers) {
    DownstreamProperties bounds =
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("bounds", DownstreamProperties.class);
    DownstreamTls tls =
        new DownstreamTls(SslProvider.defaultClientProvider(), Duration.ofSeconds(1));
    client =
        new DownstreamClient(
            DownstreamPools.pooled(bounds, new PoolMeters(meters)),
            TransportSettings.of(bounds, tls, nameServers));
  }

  DownstreamClient client() {
    return client;
  }

  /** How many there are, {@code active}, {@code idle} or {@code pending}. */
  int connections(String state) {
    return meters.find("paykore.edge.downstream.connections").tag("state", state).gauges().stream()
        .mapToInt(ClientUnderTest::value)
        .sum();
  }

  private static int value(Gauge gauge) {
    return (int) gauge.value();
  }
}
