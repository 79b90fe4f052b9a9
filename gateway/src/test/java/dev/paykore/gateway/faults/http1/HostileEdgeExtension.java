package dev.paykore.gateway.faults.http1;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the edge of the rows once for all their classes, and stops it after the last. */
final class HostileEdgeExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(HostileEdgeExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == HostileEdge.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(HostileEdge.class, type -> new HostileEdge(), HostileEdge.class);
  }
}
