package dev.paykore.gateway.forwarding.client;

import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.netty.transport.AddressUtils;

/**
 * Where a downstream is, as the URI of a route's service says it. It is read once for each URI, not
 * for each request.
 *
 * @param secure by TLS
 * @param address a name that is not looked up, or an address
 * @param authority what a request says in {@code Host}
 */
record Origin(boolean secure, InetSocketAddress address, String authority)
    implements Supplier<InetSocketAddress> {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  static Origin of(URI service) {
    boolean secure = "https".equalsIgnoreCase(service.getScheme());
    int port = service.getPort() == -1 ? defaultPort(secure) : service.getPort();
    InetSocketAddress address =
        AddressUtils.createUnresolved(Objects.requireNonNull(service.getHost()), port);
    return new Origin(secure, address, authority(address));
  }

  @Override
  public InetSocketAddress get() {
    return address;
  }

  private static int defaultPort(boolean secure) {
    return secure ? HTTPS_PORT : HTTP_PORT;
  }

  private static String authority(InetSocketAddress address) {
    String host = HttpUtil.formatHostnameForHttp(address);
    int port = address.getPort();
    return port == HTTP_PORT || port == HTTPS_PORT ? host : host + ":" + port;
  }
}
