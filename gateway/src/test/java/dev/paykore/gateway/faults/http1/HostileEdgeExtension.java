package dev.paykore.gateway.faults.http1;

import dev.paykore.gateway.faults.SharedExtension;

/** The edge of the rows, one for all their classes. */
final class HostileEdgeExtension extends SharedExtension<HostileEdge> {

  HostileEdgeExtension() {
    super(HostileEdge.class, HostileEdge::new);
  }
}
