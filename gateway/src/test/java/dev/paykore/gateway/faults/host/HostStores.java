package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeLaunch;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.keys.Environment;
import dev.paykore.keys.usage.UsageCount;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** What the edges of the rows share: the stores, one downstream, and a key without a limit. */
final class HostStores implements AutoCloseable {

  private final Stores stores = Stores.start();
  private final Downstream downstream = Downstream.answering("ok");
  private final IssuedKey key = stores.issue(Environment.SANDBOX);
  private final Path config = folder(downstream.url());
  private final TestAuthority authority = TestAuthority.in(config);
  private final TestAuthority.Identity identity = authority.issue("edge", "localhost");

  private HostStores() {}

  static HostStores start() {
    return new HostStores();
  }

  /** With nothing left of whoever had it before. */
  HostStores fresh() {
    downstream.will(Downstream.ok("ok")).forget();
    return this;
  }

  Stores stores() {
    return stores;
  }

  Downstream downstream() {
    return downstream;
  }

  IssuedKey key() {
    return key;
  }

  /** Another one, that has been used up after one request for a minute. */
  String keyForOneRequestAMinute() {
    IssuedKey other = stores.issue(Environment.SANDBOX);
    stores.commit(other, "UPDATE api_keys SET requests_per_minute = 1 WHERE id = '%s'");
    return other.key().reveal();
  }

  /** The line of a request's head that has the key. */
  String keyHeader() {
    return "X-API-Key: " + key.key().reveal();
  }

  Path config() {
    return config;
  }

  /** How often the key has been used, as the edges have told Redis so far. */
  long used() {
    long now = Instant.now().getEpochSecond();
    return Stores.get(stores.usage().byMinute(key.keyId(), now - 3_600, now + 60)).stream()
        .mapToLong(UsageCount::requests)
        .sum();
  }

  /** What makes a client trust the edges that have TLS. */
  SSLContext trust() {
    return authority.trust();
  }

  /** An edge whose public port speaks TLS, and HTTP/2 with who asks for it. */
  EdgeLaunch launchWithTls() {
    return launch()
        .with(
            "server.ssl.bundle=edge",
            "spring.ssl.bundle.pem.edge.keystore.certificate=file:" + identity.certificate(),
            "spring.ssl.bundle.pem.edge.keystore.private-key=file:" + identity.key());
  }

  EdgeLaunch launch() {
    return new EdgeLaunch(stores, config).jvm("-XX:TieredStopAtLevel=1");
  }

  private static Path folder(String uri) {
    return ConfigurationFolder.with(
        """
              paykore:
                edge:
                  requests-per-minute:
                    starter: 1000000
                  routes:
                    - id: everything
                      uri: %s
                      predicates: [ "Path=/**" ]
                      metadata: { environment: sandbox }
              """
            .formatted(uri));
  }

  @Override
  public void close() {
    downstream.close();
    stores.close();
  }
}
