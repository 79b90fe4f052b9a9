package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreakers;
import dev.paykore.gateway.forwarding.client.DownstreamClients;
import dev.paykore.gateway.forwarding.client.DownstreamProperties;
import dev.paykore.gateway.forwarding.share.KeyShares;
import dev.paykore.gateway.meter.EdgeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

  @Bean
  DownstreamBreakers downstreamBreakers(DownstreamProperties bounds, MeterRegistry meters) {
    return new DownstreamBreakers(bounds.breaker(), MonotonicClock.ofSystem(), meters);
  }

  @Bean
  BodyLimitFilter bodyLimitFilter() {
    return new BodyLimitFilter();
  }

  @Bean
  ForwardingFilter forwardingFilter(
      DownstreamBreakers breakers, DownstreamProperties bounds, MeterRegistry meters) {
    return new ForwardingFilter(
        breakers,
        new SlowClients(bounds.maxSlowPerKey()),
        shares(bounds),
        EdgeMeter.DOWNSTREAM_SHARE_WAITS.counter().register(meters));
  }

  /** A key that has its share waits with as many as would wait for all the connections. */
  private static KeyShares shares(DownstreamProperties bounds) {
    int most = bounds.maxConnectionsPerKey();
    int waiting = bounds.maxConnections() - most + bounds.maxWaiting();
    return new KeyShares(most, waiting, bounds.waitTimeout());
  }

  @Bean
  SendingFilter sendingFilter(DownstreamClients clients, MeterRegistry meters) {
    return new SendingFilter(clients, meters);
  }

  @Bean
  WritingFilter writingFilter(GatewayProperties gateway) {
    return new WritingFilter(gateway.getStreamingMediaTypes());
  }
}
