package dev.paykore.gateway.forwarding.client;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.SslProvider;

/**
 * TLS towards downstreams, as the framework's properties of its client say; without any of them
 * with the authorities that the JDK trusts. The framework only configures its client, so one is
 * made to be asked.
 *
 * @param provider verifies the name of the host too
 * @param handshakeTimeout until TLS stands
 */
record DownstreamTls(SslProvider provider, Duration handshakeTimeout) {

  static DownstreamTls of(HttpClientProperties.Ssl properties, SslBundles bundles) {
    HttpClient client =
        new HttpClientSslConfigurer(properties, new ServerProperties(), bundles)
            .configureSsl(HttpClient.newConnection());
    SslProvider configured = client.configuration().sslProvider();
    return new DownstreamTls(
        configured == null ? ofTheJdk() : configured, properties.getHandshakeTimeout());
  }

  private static SslProvider ofTheJdk() {
    return Objects.requireNonNull(
        HttpClient.newConnection().secure().configuration().sslProvider());
  }

  /** Puts it into the pipeline of a new connection. */
  void install(Channel channel, @Nullable SocketAddress address) {
    provider.addSslHandler(channel, address, false);
    channel.pipeline().get(SslHandler.class).setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
  }
}
