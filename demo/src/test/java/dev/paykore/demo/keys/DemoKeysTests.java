package dev.paykore.demo.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.keys.PresentedKey;
import dev.paykore.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoKeysTests {

  private static PostgresProcess postgres;
  private static EdgeDatabase database;
  private static DemoKeys keys;

  @BeforeAll
  static void start() {
    postgres = PostgresProcess.start();
    database = EdgeDatabase.create(postgres);
    keys = DemoKeys.create(postgres.superuser());
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SANDBOX, sk_test_, sandbox starter null    active  null",
    "LIVE,    sk_live_, live    starter null    active  null",
    "GROWTH,  sk_test_, sandbox growth  null    active  null",
    "SCALE,   sk_test_, sandbox scale   1000000 active  null",
    "REVOKED, sk_test_, sandbox starter null    revoked null",
    "EXPIRED, sk_test_, sandbox starter null    active  2025-01-01",
  })
  void theEdgeReadsEachKeyAsWhatItsNameSays(String name, String prefix, String row)
      throws SQLException {
    String key = keys.values().get("PAYKORE_API_KEY_" + name);
    assertThat(key).startsWith(prefix);
    assertThat(rowAsTheEdgeSeesIt(key)).isEqualTo(row.replaceAll(" +", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM partners",
        "SELECT * FROM api_keys",
        "SELECT * FROM api_key_secrets",
        "DELETE FROM api_keys",
        "UPDATE partners SET version = version + 1",
        "CREATE TABLE mine ()",
      })
  void theEdgeCanDoNothingButRead(String sql) throws SQLException {
    try (Connection connection = asTheEdge()) {
      assertThatThrownBy(() -> connection.createStatement().execute(sql))
          .hasMessageContaining("permission denied");
    }
  }

  /** Else the console would say for five minutes that a change waits for Redis. */
  @Test
  void eachKeyIsInEffect() throws SQLException {
    try (Connection connection = postgres.superuser().getConnection();
        ResultSet waiting =
            connection
                .createStatement()
                .executeQuery("SELECT id FROM api_keys WHERE effective_at IS NULL")) {
      assertThat(waiting.next()).isFalse();
    }
  }

  @Test
  void keysAndPasswordsAreNotPrintedByAccident() {
    assertThat(keys.toString()).doesNotContain("sk_");
    assertThat(database.toString()).doesNotContain(database.password());
  }

  private static String rowAsTheEdgeSeesIt(String key) throws SQLException {
    try (Connection connection = asTheEdge();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT environment, tier, requests_per_minute, status, expires_on"
                    + " FROM edge_api_keys WHERE hash = ?")) {
      statement.setString(1, PresentedKey.parse(key).orElseThrow().hash().hex());
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        StringJoiner row = new StringJoiner(" ");
        for (int column = 1; column <= 5; column++) {
          row.add(rows.getString(column));
        }
        return row.toString();
      }
    }
  }

  private static Connection asTheEdge() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.port()),
        EdgeDatabase.ROLE,
        database.password());
  }
}
