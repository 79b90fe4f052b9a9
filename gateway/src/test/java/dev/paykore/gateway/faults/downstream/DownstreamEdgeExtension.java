package dev.paykore.gateway.faults.downstream;

import dev.paykore.gateway.faults.SharedExtension;

/** The edge of the rows, one for all their classes. */
final class DownstreamEdgeExtension extends SharedExtension<DownstreamEdge> {

  DownstreamEdgeExtension() {
    super(DownstreamEdge.class, DownstreamEdge::new);
  }
}
