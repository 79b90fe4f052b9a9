package dev.paykore.gateway.faults.downstream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the edge of the rows once for all their classes, and stops it after the last. */
final class DownstreamEdgeExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(DownstreamEdgeExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DownstreamEdge.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(DownstreamEdge.class, type -> new DownstreamEdge(), DownstreamEdge.class);
  }
}
