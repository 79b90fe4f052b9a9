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
