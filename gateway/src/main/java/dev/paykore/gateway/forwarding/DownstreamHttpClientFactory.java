package dev.paykore.gateway.forwarding;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.resources.ConnectionProvider;

/**
 * Makes the client with a bounded pool. The framework's own is unbounded, or has an unbounded queue
 * and no property to change that.
 */
final class DownstreamHttpClientFactory extends HttpClientFactory {

  private final DownstreamProperties bounds;

  DownstreamHttpClientFactory(
      HttpClientProperties properties,
      HttpClientSslConfigurer ssl,
      DownstreamCustomizer customizer) {
    // What the edge speaks with its clients says nothing of downstreams. The list is sorted in
    // place.
    super(properties, new ServerProperties(), ssl, new ArrayList<>(List.of(customizer)));
    this.bounds = customizer.bounds();
  }

  @Override
  protected ConnectionProvider buildConnectionProvider(HttpClientProperties ignored) {
    return ConnectionProvider.builder("downstream")
        .maxConnections(bounds.maxConnections())
        .pendingAcquireMaxCount(bounds.maxWaiting())
        .pendingAcquireTimeout(bounds.waitTimeout())
        .maxIdleTime(bounds.maxIdleTime())
        .maxLifeTime(bounds.maxLifeTime())
        .evictInBackground(bounds.maxIdleTime())
        .lifo()
        .build();
  }
}
