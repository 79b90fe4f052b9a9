package dev.paykore.gateway.forwarding.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownstreamProperties.class)
class ClientConfiguration {

  @Bean
  DnsServerAddressStreamProvider nameServers() {
    return DnsServerAddressStreamProviders.platformDefault();
  }

  @Bean
  DownstreamClients downstreamClients(
      DownstreamProperties bounds,
      HttpClientProperties properties,
      SslBundles bundles,
      DnsServerAddressStreamProvider nameServers,
      MeterRegistry registry) {
    TransportSettings settings =
        TransportSettings.of(bounds, DownstreamTls.of(properties.getSsl(), bundles), nameServers);
    PoolMeters meters = new PoolMeters(registry);
    return new DownstreamClients(
        new DownstreamClient(DownstreamPools.pooled(bounds, meters), settings),
        new DownstreamClient(DownstreamPools.fresh(bounds, meters), settings));
  }

  /** Nothing is sent with it. The framework would make one with a pool, unbounded, if none were. */
  @Bean
  HttpClient gatewayHttpClient() {
    return HttpClient.newConnection();
  }
}
