package dev.paykore.gateway.faults.protocol;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.gateway.testing.http2.Headers;
import dev.paykore.gateway.testing.http2.Http2Client;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** An edge whose public port speaks TLS, with one sandbox route to a downstream that counts. */
final class TlsEdge implements AutoCloseable {

  final Stores stores = Stores.start();
  final CountingDownstream downstream = new CountingDownstream();
  final Path folder;
  final TestAuthority authority;
  final Certificates certificates;
  final RunningEdge edge;
  private final String key = stores.issue(Environment.SANDBOX).key().reveal();

  private TlsEdge(String... properties) {
    try {
      folder = Files.createTempDirectory("tls-edge");
      authority = TestAuthority.in(folder);
      certificates = Certificates.in(folder, authority);
      Files.writeString(folder.resolve("application.yml"), configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    edge = RunningEdge.start(stores, folder, with(properties));
  }

  static TlsEdge start(String... properties) {
    return new TlsEdge(properties);
  }

  int port() {
    return edge.port();
  }

  /** Trusts the edge's authority. */
  SSLContext trust() {
    return authority.trust();
  }

  Http2Client connect() {
    return Http2Client.connect(port(), trust());
  }

  /** The head of a GET with a good key. */
  Headers get(String path) {
    return Http2Client.get(path).with("x-api-key", key);
  }

  /** The head of a POST with a good key. */
  Headers post(String path) {
    return Http2Client.head("POST", path).with("x-api-key", key);
  }

  String key() {
    return key;
  }

  private String[] with(String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("server.ssl.bundle=edge");
    all.add("spring.ssl.bundle.pem.edge.reload-on-update=true");
    all.add("spring.ssl.bundle.pem.edge.keystore.certificate=file:" + folder + "/tls/edge.crt");
    all.add("spring.ssl.bundle.pem.edge.keystore.private-key=file:" + folder + "/tls/edge.key");
    return all.toArray(String[]::new);
  }

  private String configuration() {
    return """
        paykore:
          edge:
            requests-per-minute: { starter: 1000000, growth: 1000000, scale: 1000000 }
            routes:
              - id: everything
                uri: %s
                predicates: [ "Path=/**" ]
                metadata: { environment: sandbox, max-body: 300MB }
        """
        .formatted(downstream.url());
  }

  @Override
  public void close() {
    edge.close();
    downstream.close();
    stores.close();
  }
}
