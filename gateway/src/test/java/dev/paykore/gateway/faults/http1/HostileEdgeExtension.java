package dev.paykore.gateway.faults.http1;

import dev.paykore.gateway.faults.SharedExtension;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The edge of the rows, one for all their classes, with nothing left of the test before. */
final class HostileEdgeExtension extends SharedExtension<HostileEdge>
    implements BeforeEachCallback {

  HostileEdgeExtension() {
    super(HostileEdge.class, HostileEdge::new);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared(context).forget();
  }
}
