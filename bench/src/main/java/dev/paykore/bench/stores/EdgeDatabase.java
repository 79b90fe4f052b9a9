package dev.paykore.bench.stores;

import dev.paykore.bench.keys.IssuedKey;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.servers.PostgresProcess;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/**
 * The edge's database with all keys in it, and a role that may read its one view.
 *
 * @param r2dbcUrl the address, without user and password
 * @param password of the role {@link #ROLE}, made anew at each start
 */
public record EdgeDatabase(String r2dbcUrl, String password) {

  /** The edge's own role. */
  public static final String ROLE = "paykore_edge";

  private static final String PARTNER =
      "INSERT INTO partners (id, name, tier, requests_per_minute) VALUES (?, 'Bench', 'scale', 1)";
  private static final String KEYS =
      "INSERT INTO api_keys (id, partner_id, environment, label, requests_per_minute)"
          + " SELECT id, ?, 'sandbox', 'bench', requests_per_minute"
          + " FROM unnest(?, ?) AS k (id, requests_per_minute)";
  private static final String SECRETS =
      "INSERT INTO api_key_secrets (id, key_id, hash, last_four)"
          + " SELECT 'sec_' || substr(key_id, 5), key_id, hash, right(hash, 4)"
          + " FROM unnest(?, ?) AS s (key_id, hash)";

  /** Migrates the database, writes the keys into it and creates the edge's role. */
  static EdgeDatabase create(PostgresProcess postgres, List<IssuedKey> keys) {
    Flyway.configure().dataSource(postgres.superuser()).load().migrate();
    ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());
    try (Connection connection = postgres.superuser().getConnection()) {
      String partner = generator.newId("ptn");
      run(connection, PARTNER, partner);
      run(
          connection,
          KEYS,
          partner,
          array(connection, "text", keys, IssuedKey::id),
          array(connection, "integer", keys, IssuedKey::requestsPerMinute));
      run(
          connection,
          SECRETS,
          array(connection, "text", keys, IssuedKey::id),
          array(connection, "text", keys, key -> key.secret().hash().hex()));
    } catch (SQLException e) {
      throw new IllegalStateException("the keys could not be written", e);
    }
    // Without it the first look-ups are planned for an empty table.
    postgres.execute("ANALYZE");
    String password = generator.newId("pw");
    postgres.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ROLE, password));
    postgres.execute("GRANT SELECT ON edge_api_keys TO " + ROLE);
    return new EdgeDatabase(postgres.r2dbcUrl(), password);
  }

  @Override
  public String toString() {
    return "EdgeDatabase[" + r2dbcUrl + "]";
  }

  private static java.sql.Array array(
      Connection connection, String type, List<IssuedKey> keys, Function<IssuedKey, Object> field)
      throws SQLException {
    return connection.createArrayOf(type, keys.stream().map(field).toArray());
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
