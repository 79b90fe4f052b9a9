package dev.paykore.gateway.forwarding.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownstreamProperties.class)
class ClientConfiguration {

  @Bean
  DnsServerAddressStreamProvider nameServers() {
    return DnsServerAddressStreamProviders.platformDefault();
  }

  /** The framework's own would be unbounded, and would speak HTTP/2 where clients do. */
  @Bean
  DownstreamClients downstreamClients(
      DownstreamProperties bounds,
      HttpClientProperties properties,
      SslBundles bundles,
      DnsServerAddressStreamProvider nameServers,
      MeterRegistry registry) {
    HttpClientProperties.Ssl tls = properties.getSsl();
    HttpClientSslConfigurer certificates =
        new HttpClientSslConfigurer(tls, new ServerProperties(), bundles);
    DownstreamCustomizer customizer =
        new DownstreamCustomizer(bounds, tls.getHandshakeTimeout(), nameServers);
    PoolMeters meters = new PoolMeters(registry);
    return new DownstreamClients(
        client(DownstreamPools.pooled(bounds, meters), certificates, customizer),
        client(DownstreamPools.fresh(bounds, meters), certificates, customizer));
  }

  /** In the place of the framework's, for whatever of it asks for one. */
  @Bean
  HttpClient gatewayHttpClient(DownstreamClients clients) {
    return clients.pooled();
  }

  private static HttpClient client(
      ConnectionProvider pool,
      HttpClientSslConfigurer certificates,
      DownstreamCustomizer customizer) {
    return customizer.customize(certificates.configureSsl(HttpClient.create(pool)));
  }
}
