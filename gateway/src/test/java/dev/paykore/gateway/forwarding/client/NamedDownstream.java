package dev.paykore.gateway.forwarding.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** An edge whose one downstream has a name that a {@link NameServer} is asked for. */
final class NamedDownstream implements AutoCloseable {

  /** So that each request needs an address. */
  private static final Downstream.Script CLOSE = Downstream.ok("here", "Connection: close");

  private final Stores stores = Stores.start();
  private final IssuedKey key = stores.issue(Environment.SANDBOX);
  private final Downstream downstream = Downstream.answering("here").will(CLOSE);
  private final RunningEdge edge =
      RunningEdge.startWith(
          List.of(Beans.class), stores, ConfigurationFolder.with(configuration(downstream.port())));

  NameServer names() {
    return edge.bean(NameServer.class);
  }

  /** Sends a request for it. */
  RawResponse get() {
    return edge.send("GET /v1/x", "X-API-Key: " + key.key().reveal());
  }

  /** Sends a request that needs no downstream, and fails unless it is answered. */
  void assertServesOthers() {
    assertThat(edge.send("GET /v1/x").status()).isEqualTo(401);
  }

  @Override
  public void close() {
    edge.close();
    downstream.close();
    stores.close();
  }

  private static String configuration(int port) {
    return """
        paykore:
          edge:
            routes:
              - id: wallets
                uri: http://wallets.test:%d
                predicates: [ "Path=/v1/**" ]
                metadata: { environment: sandbox }
        """
        .formatted(port);
  }

  /** What is given to the edge at its start. */
  static class Beans {

    @Bean
    NameServer nameServer() {
      return new NameServer();
    }

    @Bean
    @Primary
    DnsServerAddressStreamProvider askedServer(NameServer names) {
      return names.provider();
    }
  }
}
