package dev.paykore.console.sql;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.TransactionDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;

/**
 * Leaves it to the database whether it takes what a transaction writes. The framework's manager
 * begins each as one that writes, which goes before {@code default_transaction_read_only}: with
 * that operators, and services that run Postgres, stop all writing.
 */
public final class ModestTransactionManager extends R2dbcTransactionManager {

  public ModestTransactionManager(ConnectionFactory connections) {
    super(connections);
  }

  @Override
  protected TransactionDefinition createTransactionDefinition(
      org.springframework.transaction.TransactionDefinition definition) {
    TransactionDefinition whole = super.createTransactionDefinition(definition);
    return definition.isReadOnly() ? whole : new WithoutMode(whole);
  }

  /** Says nothing of reading and writing. */
  private record WithoutMode(TransactionDefinition whole) implements TransactionDefinition {

    @Override
    public <T> @Nullable T getAttribute(Option<T> option) {
      return READ_ONLY.equals(option) ? null : whole.getAttribute(option);
    }
  }
}
