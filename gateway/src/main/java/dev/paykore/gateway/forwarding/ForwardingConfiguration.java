package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.clock.MonotonicClock;
import dev.paykore.gateway.forwarding.breaker.DownstreamBreakers;
import dev.paykore.gateway.forwarding.client.DownstreamClients;
import dev.paykore.gateway.forwarding.client.DownstreamProperties;
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
  DownstreamTargetFilter downstreamTargetFilter() {
    return new DownstreamTargetFilter();
  }

  @Bean
  ForwardingFilter forwardingFilter(DownstreamBreakers breakers, DownstreamProperties bounds) {
    return new ForwardingFilter(breakers, new SlowClients(bounds.maxSlowPerKey()));
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
