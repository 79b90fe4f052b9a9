package dev.paykore.gateway.edge;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.ConfigurationFolder;
import dev.paykore.gateway.testing.RunningEdge;
import java.nio.file.Path;

/** An edge with one sandbox route for all paths, to wherever a test wants it. */
record EdgeOnRoute(RunningEdge edge) implements AutoCloseable {

  static EdgeOnRoute to(String uri, Stores stores, String... properties) {
    return with(everythingTo(uri), stores, properties);
  }

  /** A configuration with one sandbox route for all paths and large bodies. */
  static String everythingTo(String uri) {
    return """
        paykore:
          edge:
            routes:
              - id: everything
                uri: %s
                predicates: [ "Path=/**" ]
                metadata: { environment: sandbox, max-body: 2GB }
        """
        .formatted(uri);
  }

  /** An edge with the given text as its only configuration file. */
  static EdgeOnRoute with(String yaml, Stores stores, String... properties) {
    return new EdgeOnRoute(RunningEdge.start(stores, folder(yaml), properties));
  }

  /** A folder with the text as its only configuration file. */
  static Path folder(String yaml) {
    return ConfigurationFolder.with(yaml);
  }

  @Override
  public void close() {
    edge.close();
  }
}
