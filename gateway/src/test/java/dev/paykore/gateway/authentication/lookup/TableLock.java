package dev.paykore.gateway.authentication.lookup;

import dev.paykore.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds the table of keys locked, so that reading the view waits. */
final class TableLock implements AutoCloseable {

  private final Connection connection;

  TableLock(PostgresProcess postgres) {
    try {
      connection = postgres.superuser().getConnection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isHeld() {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
