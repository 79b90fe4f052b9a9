package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import reactor.netty.tcp.SslProvider;

/**
 * What holds of TLS towards downstreams, whatever the configuration says, or if it says nothing.
 */
class DownstreamTlsTests {

  private final HttpClientProperties.Ssl properties = new HttpClientProperties.Ssl();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @AfterEach
  void breakOffTheHandshake() {
    var _ = channel.close();
    channel.releaseOutbound();
  }

  @Test
  void withoutPropertiesTheJdkTrustsAndTheNameIsVerified() {
    assertThat(tls().provider().getSslContext())
        .isSameAs(SslProvider.defaultClientProvider().getSslContext());
    assertVerifiesTheName(installed());
  }

  @Test
  void withPropertiesTheyAreHonouredAndTheNameIsVerified() {
    properties.setUseInsecureTrustManager(true);
    properties.setHandshakeTimeout(Duration.ofSeconds(7));
    assertThat(tls().provider().getSslContext())
        .isNotSameAs(SslProvider.defaultClientProvider().getSslContext());
    SslHandler handler = installed();
    assertVerifiesTheName(handler);
    assertThat(handler.getHandshakeTimeoutMillis()).isEqualTo(7_000);
  }

  private static void assertVerifiesTheName(SslHandler handler) {
    assertThat(handler.engine().getSSLParameters().getEndpointIdentificationAlgorithm())
        .isEqualTo("HTTPS");
    assertThat(handler.engine().getPeerHost()).isEqualTo("wallets.test");
  }

  private SslHandler installed() {
    tls().install(channel, InetSocketAddress.createUnresolved("wallets.test", 443));
    return channel.pipeline().get(SslHandler.class);
  }

  private DownstreamTls tls() {
    return DownstreamTls.of(properties, new DefaultSslBundleRegistry());
  }
}
