package dev.paykore.gateway.guard.server;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * HTTP/2 comes with TLS and never without: Boot's own property would let clients speak it in the
 * clear, past the guard, and would offer it to downstreams as well.
 */
final class Http2OverTls
    implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

  /** After Boot has said whether there is TLS. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    Http2 http2 = new Http2();
    http2.setEnabled(Ssl.isEnabled(factory.getSsl()));
    factory.setHttp2(http2);
  }
}
