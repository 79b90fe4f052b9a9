package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeProcess;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** An edge as a process of its own, one downstream behind it, and stores that count. */
final class FloodedEdge implements AutoCloseable {

  private static final String ROUTE =
      """
      paykore:
        edge:
          routes:
            - id: everything
              uri: {uri}
              predicates: [ "Path=/**" ]
              metadata: { environment: sandbox }
      """;

  final Stores stores = Stores.start();
  final Statements statements = Statements.countedBy(stores);
  private final Downstream downstream = Downstream.answering("fine");
  final EdgeProcess process;

  private FloodedEdge(String... options) {
    process = EdgeProcess.start(stores, configuration(), options);
  }

  /** Starts an edge with such options of the JVM, and properties as {@code --name=value}. */
  static FloodedEdge start(String... options) {
    return new FloodedEdge(options);
  }

  int port() {
    return process.port();
  }

  /** A good key that may be used as often as one likes. */
  IssuedKey issueWithoutLimit() {
    IssuedKey issued = stores.issue(Environment.SANDBOX);
    stores
        .postgres()
        .execute(
            "UPDATE api_keys SET requests_per_minute = 1000000 WHERE id = '%s'"
                .formatted(issued.keyId()));
    return issued;
  }

  /** A good key that another edge has looked up, and this one has never seen. */
  IssuedKey issueIntoRedis() {
    IssuedKey issued = issueWithoutLimit();
    ApiKeyRecord record = Stores.get(stores.view().findByHash(issued.key().hash()));
    Stores.get(stores.records().write(record, Duration.ofMinutes(5)));
    return issued;
  }

  int status(PresentedKey key) {
    try (RawHttpClient client = RawHttpClient.connect(port())) {
      return RunningEdge.send(client, "GET /v1/wallets", "X-API-Key: " + key.reveal()).status();
    }
  }

  /** The names of all keys in Redis. */
  Set<String> redisKeys() {
    return new TreeSet<>(stores.redisCommands().keys("*"));
  }

  @Override
  public void close() {
    process.close();
    downstream.close();
    stores.close();
  }

  private Path configuration() {
    return ConfigurationFolder.with(ROUTE.replace("{uri}", downstream.url()));
  }
}
