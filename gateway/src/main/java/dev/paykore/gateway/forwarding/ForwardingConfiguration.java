package dev.paykore.gateway.forwarding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DownstreamProperties.class)
class ForwardingConfiguration {

  @Bean
  HttpClientFactory gatewayHttpClientFactory(
      HttpClientProperties client, HttpClientSslConfigurer ssl, DownstreamProperties bounds) {
    return new DownstreamHttpClientFactory(client, ssl, new DownstreamCustomizer(bounds));
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
  ForwardingFilter forwardingFilter() {
    return new ForwardingFilter();
  }

  @Bean
  RequestHeadersFilter requestHeadersFilter() {
    return new RequestHeadersFilter();
  }

  @Bean
  ResponseHeadersFilter responseHeadersFilter() {
    return new ResponseHeadersFilter();
  }
}
