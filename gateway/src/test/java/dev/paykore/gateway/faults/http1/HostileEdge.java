package dev.paykore.gateway.faults.http1;

import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A whole edge between a client that sends anything and a downstream that takes little. */
final class HostileEdge implements AutoCloseable {

  private static final String CONFIG =
      """
      paykore:
        edge:
          requests-per-minute: { starter: 10000000 }
          server: { head-timeout: 5s, body-idle-timeout: 2s }
          routes:
            - id: everything
              uri: DOWNSTREAM
              predicates: [ "Path=/**" ]
              metadata: { environment: sandbox }
      """;

  private static final String CANARY =
      "GET /canary HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nConnection: close\r\n\r\n";

  private static final int OK = 200;

  final StrictEcho echo = new StrictEcho();
  private final Stores stores = Stores.start();
  private final RunningEdge edge =
      RunningEdge.start(stores, folder(CONFIG.replace("DOWNSTREAM", echo.url())));

  /** Listens from here on: the start of an edge sets up all logging anew. */
  final AccessCount counted = new AccessCount();

  final String key = stores.issue(Environment.SANDBOX).key().reveal();

  HostileEdge() {
    // The first look-up of a key opens a connection to Postgres, which a busy machine may not do.
    await().until(() -> sendWithCanary(new byte[0]).getFirst().status() == OK);
  }

  /** A connection of its own. */
  RawHttpClient connect() {
    return RawHttpClient.connect(edge.port());
  }

  /** Sends the bytes with a request behind them that ends the connection; gives all answers. */
  List<RawResponse> sendWithCanary(byte[] bytes) {
    try (RawHttpClient client = connect()) {
      return client.sendBytes(withCanary(bytes)).readAll();
    }
  }

  /** The bytes with a good request behind them. */
  byte[] withCanary(byte[] bytes) {
    byte[] canary = CANARY.replace("KEY", key).getBytes(StandardCharsets.ISO_8859_1);
    byte[] both = new byte[bytes.length + canary.length];
    System.arraycopy(bytes, 0, both, 0, bytes.length);
    System.arraycopy(canary, 0, both, bytes.length, canary.length);
    return both;
  }

  private static Path folder(String yaml) {
    try {
      Path folder = Files.createTempDirectory("hostile-edge");
      Path file = Files.writeString(folder.resolve("application.yml"), yaml);
      // The last named is deleted first.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    edge.close();
    stores.close();
    echo.close();
    counted.close();
  }
}
