package dev.paykore.demo.keys;

import dev.paykore.servers.PostgresProcess;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;

/**
 * The migrated database, as the edge may use it: with a role that can read one view and nothing
 * else.
 *
 * @param r2dbcUrl the address, without user and password
 * @param password of the role {@link #ROLE}, made anew at each start
 */
public record EdgeDatabase(String r2dbcUrl, String password) {

  /** The edge's own role. */
  public static final String ROLE = "paykore_edge";

  private static final int PASSWORD_BYTES = 24;

  /** Migrates the database and creates the edge's role. */
  public static EdgeDatabase create(PostgresProcess postgres) {
    Flyway.configure().dataSource(postgres.superuser()).load().migrate();
    String password = newPassword();
    postgres.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ROLE, password));
    postgres.execute("GRANT SELECT ON edge_api_keys TO " + ROLE);
    return new EdgeDatabase(postgres.r2dbcUrl(), password);
  }

  /** The address for a person who looks into the database with psql. */
  public static String superuserUrl(PostgresProcess postgres) {
    return "postgresql://%s@localhost:%d/postgres"
        .formatted(PostgresProcess.SUPERUSER, postgres.port());
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "EdgeDatabase[" + r2dbcUrl + "]";
  }
}
