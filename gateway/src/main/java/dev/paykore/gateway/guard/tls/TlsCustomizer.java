package dev.paykore.gateway.guard.tls;

import java.util.stream.Stream;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ServerNameSslBundle;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * HTTP/2 comes with TLS and never without: Boot's own property would let clients speak it in the
 * clear, past the guard, and would offer it to downstreams as well.
 *
 * <p>A certificate is looked at before the server takes it, at the start and whenever its files
 * change. Whoever hears first of a change can keep it from the others, and this is before the
 * server.
 */
final class TlsCustomizer
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

  private final SslBundles bundles;

  TlsCustomizer(SslBundles bundles) {
    this.bundles = bundles;
  }

  /** After Boot has said whether there is TLS. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    Ssl ssl = factory.getSsl();
    Http2 http2 = new Http2();
    http2.setEnabled(Ssl.isEnabled(ssl));
    factory.setHttp2(http2);
    if (ssl != null && Ssl.isEnabled(ssl)) {
      bundlesOf(ssl).forEach(this::watch);
    }
  }

  private static Stream<String> bundlesOf(Ssl ssl) {
    Stream<String> named = ssl.getServerNameBundles().stream().map(ServerNameSslBundle::bundle);
    return Stream.concat(Stream.ofNullable(ssl.getBundle()), named).distinct();
  }

  private void watch(String name) {
    CertificateCheck.check(name, bundles.getBundle(name));
    bundles.addBundleUpdateHandler(name, renewed -> onRenewal(name, renewed));
  }

  private static void onRenewal(String name, SslBundle renewed) {
    CertificateCheck.check(name, renewed);
    CertificateCheck.checkTime(name, renewed);
  }
}
