package dev.paykore.k8s.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the roles of {@code roles.sql} may not do; {@link WorkingTogetherTests} shows what they may.
 */
class PostgresRolesTests {

  /** The state of SQL for lack of a privilege. */
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final String EDGE = "paykore_edge";
  private static final String CONSOLE = "paykore_console_login";

  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

  /** One for each column of each table. */
  private static final String UPDATES =
      "SELECT format('UPDATE %I SET %I = DEFAULT', table_name, column_name)"
          + " FROM information_schema.columns WHERE table_name IN ("
          + TABLES
          + ")";

  private static final String PRIVILEGES_ON_THE_VIEW =
      "SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p"
          + " WHERE has_table_privilege('paykore_edge', 'edge_api_keys', p)";

  /**
   * Whatever has been granted to the console or to everybody, one line for each right and table.
   */
  private static final String RIGHTS_OF_THE_CONSOLE =
      """
      WITH granted AS (
        SELECT oid AS relation, NULL AS name, acl.* FROM pg_class, aclexplode(relacl) acl
        UNION ALL
        SELECT attrelid, attname, acl.* FROM pg_attribute, aclexplode(attacl) acl)
      SELECT privilege_type || ' ' || relname || coalesce(' ' || string_agg(name, ', ' ORDER BY name), '')
      FROM granted JOIN pg_class ON pg_class.oid = relation
      WHERE relnamespace = 'public'::regnamespace
        AND (grantee = 0 OR pg_has_role('paykore_console_login', grantee, 'MEMBER'))
      GROUP BY privilege_type, relname, name IS NULL ORDER BY 1
      """;

  /** What the console's own statements do, and nothing else. */
  private static final String DONE_BY_THE_CONSOLE =
      """
      DELETE outbox
      DELETE usage_hourly
      INSERT api_key_secrets created_at, hash, id, key_id, last_four
      INSERT api_keys created_at, created_by, environment, expires_on, id, label, partner_id
      INSERT api_tokens created_at, created_by, hash, id, last_four, name, partner_id
      INSERT audit_events action, actor, actor_id, address, at, details, partner_id, subject_id
      INSERT outbox key_id, version
      INSERT partners created_at, id, name, requests_per_minute, tier
      INSERT usage_hourly allowed, counter_id, errors, hour, key_id, limited, secret_id
      INSERT usage_roll_up done_to
      INSERT users created_at, created_by, email, id, partner_id, password_changed_at, password_hash
      SELECT api_key_secrets
      SELECT api_keys
      SELECT api_tokens
      SELECT audit_events
      SELECT edge_api_keys
      SELECT outbox
      SELECT partners
      SELECT usage_hourly
      SELECT usage_roll_up
      SELECT users
      UPDATE api_key_secrets last_used_at, retires_at
      UPDATE api_keys changed_at, effective_at, label, revoked_at, revoked_by
      UPDATE api_tokens revoked_at
      UPDATE partners name, requests_per_minute, suspended_at, tier, version
      UPDATE usage_hourly allowed, errors, limited
      UPDATE usage_roll_up done_to
      UPDATE users disabled_at, password_changed_at, password_hash
      """;

  private static final List<String> WRITES_TO_THE_VIEW =
      List.of(
          "INSERT INTO edge_api_keys DEFAULT VALUES",
          "UPDATE edge_api_keys SET key_id = key_id",
          "DELETE FROM edge_api_keys");

  private static StoreUsers users;

  @BeforeAll
  static void start() {
    users = StoreUsers.start();
  }

  @AfterAll
  static void stop() {
    users.close();
  }

  @Test
  void theEdgeReadsItsView() {
    assertThatCode(() -> as(EDGE, "SELECT * FROM edge_api_keys")).doesNotThrowAnyException();
  }

  @Test
  void theEdgeReadsAndWritesNothingElse() throws SQLException {
    List<String> tables = column(TABLES);
    assertThat(tables).contains("partners", "api_key_secrets", "users", "audit_events");
    for (String table : tables) {
      assertRefused(EDGE, "SELECT 1 FROM " + table);
      assertRefused(EDGE, "INSERT INTO %s DEFAULT VALUES".formatted(table));
      assertRefused(EDGE, "DELETE FROM " + table);
      assertRefused(EDGE, "TRUNCATE " + table);
    }
    for (String update : column(UPDATES)) {
      assertRefused(EDGE, update);
    }
  }

  /** PostgreSQL would refuse it to anybody as long as the view joins; the role may not either. */
  @Test
  void theEdgeWritesNothingThroughItsView() throws SQLException {
    assertThat(column(PRIVILEGES_ON_THE_VIEW)).containsExactly("SELECT");
    for (String write : WRITES_TO_THE_VIEW) {
      assertThatThrownBy(() -> as(EDGE, write)).as(write).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EDGE, CONSOLE})
  void neitherMakesNorChangesAnythingInTheDatabase(String user) {
    assertRefused(user, "CREATE TABLE t (x int)");
    assertRefused(user, "CREATE TEMPORARY TABLE t (x int)");
    assertRefused(user, "CREATE SCHEMA s");
    assertRefused(user, "CREATE ROLE r");
    assertRefused(user, "DROP TABLE partners CASCADE");
    assertRefused(user, "ALTER TABLE partners DISABLE TRIGGER ALL");
    assertRefused(user, "COPY partners TO PROGRAM 'true'");
    assertRefused(user, "SET ROLE paykore_owner");
    assertRefused(user, "SELECT pg_read_file('postgresql.conf')");
  }

  @Test
  void theEdgeCannotTakeOnTheConsolesRole() {
    assertRefused(EDGE, "SET ROLE paykore_console");
  }

  @Test
  void theConsoleMayDoWhatItDoesAndNothingElse() throws SQLException {
    assertThat(column(RIGHTS_OF_THE_CONSOLE))
        .containsExactlyElementsOf(DONE_BY_THE_CONSOLE.lines().toList());
  }

  @Test
  void theConsoleGivesNoKeyToAnotherPartnerAndNoSecretAnotherHash() {
    assertRefused(CONSOLE, "UPDATE api_keys SET partner_id = partner_id");
    assertRefused(CONSOLE, "UPDATE api_key_secrets SET hash = hash");
    assertRefused(CONSOLE, "UPDATE users SET partner_id = NULL");
    assertRefused(CONSOLE, "UPDATE api_tokens SET partner_id = NULL");
  }

  @Test
  void theConsoleForgetsNoEventAndRemovesNoKey() {
    assertRefused(CONSOLE, "UPDATE audit_events SET actor = 'nobody'");
    assertRefused(CONSOLE, "DELETE FROM audit_events");
    assertRefused(CONSOLE, "TRUNCATE audit_events");
    assertRefused(CONSOLE, "DELETE FROM partners");
    assertRefused(CONSOLE, "DELETE FROM api_keys");
    assertRefused(CONSOLE, "DELETE FROM api_key_secrets");
    assertRefused(CONSOLE, "SELECT * FROM flyway_schema_history");
  }

  @Test
  void nobodyElseEvenConnects() {
    users.postgres().execute("CREATE ROLE stranger LOGIN");
    assertThatThrownBy(() -> as("stranger", "SELECT 1")).hasMessageContaining("permission denied");
    assertThatThrownBy(() -> as("paykore_console", "SELECT 1"))
        .hasMessageContaining("not permitted to log in");
  }

  @Test
  void rolesAndMigrationMayBeRunAgain() {
    users.postgres().execute(StoreUsers.read("roles.sql"));
    users.migrate();
    assertThatCode(() -> as(EDGE, "SELECT * FROM edge_api_keys")).doesNotThrowAnyException();
  }

  /** The role of a database that was migrated before it had one. */
  @Test
  void aRoleThatComesLaterIsGrantedTheViewByTheNextMigration() throws SQLException {
    try (PostgresProcess postgres = PostgresProcess.start()) {
      String url = "jdbc:postgresql://localhost:%d/postgres?user=".formatted(postgres.port());
      Flyway owner = Flyway.configure().dataSource(postgres.superuser()).load();
      owner.migrate();
      postgres.execute("CREATE ROLE paykore_edge LOGIN");
      owner.migrate();
      execute(url + EDGE, "SELECT * FROM edge_api_keys");
    }
  }

  /** What operations.md says about new passwords. */
  @ParameterizedTest
  @CsvSource({
    "paykore_edge_2, paykore_edge, SELECT * FROM edge_api_keys, SELECT * FROM partners",
    "paykore_console_login_2, paykore_console, UPDATE partners SET version = version, DELETE FROM partners"
  })
  void aSecondUserCanTakeTheFirstOnesPlace(String user, String role, String may, String mayNot) {
    users.postgres().execute("CREATE ROLE %s LOGIN IN ROLE %s".formatted(user, role));
    assertThatCode(() -> as(user, may)).doesNotThrowAnyException();
    assertRefused(user, mayNot);
  }

  /** The first column of what is selected. */
  private static List<String> column(String select) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = users.postgres().superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static void assertRefused(String user, String sql) {
    assertThatThrownBy(() -> as(user, sql))
        .as("%s: %s", user, sql)
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }

  private static void as(String user, String sql) throws SQLException {
    execute(users.jdbcUrl(user), sql);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
