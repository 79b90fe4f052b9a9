package dev.paykore.gateway.guard.tls;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

  @Bean
  TlsCustomizer tlsCustomizer(SslBundles bundles) {
    return new TlsCustomizer(bundles);
  }
}
