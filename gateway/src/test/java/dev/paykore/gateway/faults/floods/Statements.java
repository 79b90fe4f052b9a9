package dev.paykore.gateway.faults.floods;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What Postgres itself says of the look-ups that it was asked for. */
final class Statements {

  private static final String LOOK_UPS =
      "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query LIKE '%WHERE hash%'";
  private static final String CONNECTIONS =
      "SELECT count(*) FROM pg_stat_activity WHERE usename = 'paykore_edge'";

  private final PostgresProcess postgres;

  private Statements(PostgresProcess postgres) {
    this.postgres = postgres;
  }

  /** Has Postgres count its statements, from now on. */
  static Statements countedBy(Stores stores) {
    PostgresProcess postgres = stores.postgres();
    postgres.execute("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
    // It may lose what it has only just committed.
    postgres.execute("CHECKPOINT");
    postgres.kill();
    postgres.restart();
    postgres.execute("CREATE EXTENSION pg_stat_statements");
    return new Statements(postgres);
  }

  /** How many look-ups there have been so far. */
  long lookUps() {
    return number(LOOK_UPS);
  }

  /** How many connections the edge has, each with one look-up at most. */
  long connections() {
    return number(CONNECTIONS);
  }

  private long number(String query) {
    try (Connection connection = postgres.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
