package dev.paykore.gateway.faults.http1;

import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
          server: { head-timeout: 2s, body-idle-timeout: 2s, write-idle-timeout: 2s }
          routes:
            - id: live-by-host
              uri: LIVE
              predicates: [ "Host=live.localhost" ]
              metadata: { environment: live }
            - id: live-by-path
              uri: LIVE
              predicates: [ "Path=/live/**" ]
              metadata: { environment: live }
            - id: everything
              uri: SANDBOX
              predicates: [ "Path=/**" ]
              metadata: { environment: sandbox }
      """;

  private static final String CANARY =
      "GET /canary HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nConnection: close\r\n\r\n";

  private static final int OK = 200;

  final StrictEcho echo = new StrictEcho();

  /** What only live keys may reach. */
  final StrictEcho live = new StrictEcho();

  private final Stores stores = Stores.start();
  private final RunningEdge edge = RunningEdge.start(stores, configuration(echo, live));

  /** Listens from here on: the start of an edge sets up all logging anew. */
  final AccessCount counted = new AccessCount();

  final String key = stores.issue(Environment.SANDBOX).key().reveal();

  HostileEdge() {
    // The first look-up of a key opens a connection to Postgres, which a busy machine may not do.
    await().until(() -> sendWithCanary(new byte[0]).getFirst().status() == OK);
  }

  int port() {
    return edge.port();
  }

  /** Another good key, of a partner of its own. */
  String anotherKey() {
    return stores.issue(Environment.SANDBOX).key().reveal();
  }

  /** A connection of its own. */
  RawHttpClient connect() {
    return RawHttpClient.connect(edge.port());
  }

  /** The value of a counter of the edge, over all its tags. */
  double counter(String name) {
    return edge.bean(MeterRegistry.class).find(name).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Forgets what came before. */
  void forget() {
    echo.arrived().clear();
    echo.violations().clear();
    counted.forget();
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

  /** A folder with the edge's configuration file. */
  static Path configuration(StrictEcho sandbox, StrictEcho live) {
    String yaml = CONFIG.replace("SANDBOX", sandbox.url()).replace("LIVE", live.url());
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
    live.close();
    counted.close();
  }
}
