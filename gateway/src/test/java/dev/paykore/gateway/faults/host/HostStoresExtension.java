package dev.paykore.gateway.faults.host;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts what the edges of the rows share once for all their classes. */
final class HostStoresExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(HostStoresExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == HostStores.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(HostStores.class, type -> HostStores.start(), HostStores.class)
        .fresh();
  }
}
