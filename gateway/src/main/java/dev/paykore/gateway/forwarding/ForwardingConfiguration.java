package dev.paykore.gateway.forwarding;

import dev.paykore.gateway.forwarding.breaker.DownstreamBreakers;
import dev.paykore.gateway.forwarding.client.DownstreamClients;
import dev.paykore.gateway.forwarding.client.DownstreamProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

  @Bean
  DownstreamBreakers downstreamBreakers(
      DownstreamProperties bounds, Clock clock, MeterRegistry meters) {
    return new DownstreamBreakers(bounds.breaker(), clock, meters);
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

  /** The framework gives it only together with its own way of sending. */
  @Bean
  NettyWriteResponseFilter nettyWriteResponseFilter(
      GatewayProperties gateway, ObjectProvider<List<HttpHeadersFilter>> headers) {
    return new NettyWriteResponseFilter(gateway.getStreamingMediaTypes(), headers);
  }
}
