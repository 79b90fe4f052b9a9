package dev.paykore.gateway.faults;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts what takes long to start once for all classes of rows that ask for it, and closes it after
 * the last test.
 */
public abstract class SharedExtension<T extends AutoCloseable> implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedExtension.class);

  private final Class<T> type;
  private final Supplier<T> start;

  protected SharedExtension(Class<T> type, Supplier<T> start) {
    this.type = type;
    this.start = start;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  protected final T shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(type, missing -> start.get(), type);
  }
}
