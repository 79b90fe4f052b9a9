package dev.paykore.gateway.faults.host;

import dev.paykore.gateway.faults.SharedExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;

/** What the edges of the rows share, fresh for whoever asks for it. */
final class HostStoresExtension extends SharedExtension<HostStores> {

  HostStoresExtension() {
    super(HostStores.class, HostStores::start);
  }

  @Override
  public HostStores resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context).fresh();
  }
}
