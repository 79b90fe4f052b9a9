package dev.paykore.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresProcessTests {

  private static final int PATIENCE_SECONDS = 1;

  @Test
  void answersOnTheLoopbackAddressUntilItIsClosed() throws Exception {
    PostgresProcess server = PostgresProcess.start();
    assertThat(server.r2dbcUrl())
        .isEqualTo("r2dbc:postgresql://localhost:%d/postgres".formatted(server.port()));
    assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    server.close();
    assertThatThrownBy(() -> ask(server, "SELECT 1")).hasMessageContaining("refused");
    assertThat(server.directory()).doesNotExist();
  }

  @Test
  void takesTheSettingsOfItsConfiguration() throws Exception {
    try (PostgresProcess server = PostgresProcess.start("max_connections=17")) {
      assertThat(ask(server, "SHOW max_connections")).isEqualTo("17");
    }
  }

  @Test
  void comesBackWithItsDataOnTheSamePortAfterItWasKilled() throws Exception {
    try (PostgresProcess server = PostgresProcess.start("synchronous_commit=on")) {
      server.execute("CREATE TABLE kept AS SELECT 7 AS number");
      server.kill();
      assertThatThrownBy(() -> ask(server, "SELECT 1")).hasMessageContaining("refused");
      server.restart();
      assertThat(ask(server, "SELECT number FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void endsTheConnectionsThatItHadWhenItIsKilled() throws Exception {
    try (PostgresProcess server = PostgresProcess.start();
        Connection connection = connect(server)) {
      server.kill();
      assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void doesNotAnswerOpenConnectionsWhilePaused() throws Exception {
    try (PostgresProcess server = PostgresProcess.start()) {
      try (Connection connection = connect(server)) {
        server.pause();
        assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
            .hasRootCauseMessage("Read timed out");
      }
      server.resume();
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void canBeClosedWhilePaused() {
    PostgresProcess server = PostgresProcess.start();
    server.pause();
    server.close();
    assertThatThrownBy(() -> ask(server, "SELECT 1")).hasMessageContaining("refused");
  }

  @Test
  void twoServersKnowNothingOfEachOther() throws Exception {
    try (PostgresProcess one = PostgresProcess.start();
        PostgresProcess other = PostgresProcess.start()) {
      one.execute("CREATE TABLE of_one ()");
      assertThatThrownBy(() -> other.execute("SELECT * FROM of_one"))
          .hasRootCauseMessage("ERROR: relation \"of_one\" does not exist\n  Position: 15");
      one.kill();
      assertThat(ask(other, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aStandbyHasWhatWasCommittedAndTakesWritesOnceItIsPromoted() throws Exception {
    try (PostgresProcess primary = PostgresProcess.start("synchronous_commit=remote_apply")) {
      primary.execute("CREATE TABLE kept AS SELECT 7 AS number");
      try (PostgresProcess standby = primary.startStandby()) {
        primary.execute("UPDATE kept SET number = 8");
        assertThat(ask(standby, "SELECT number FROM kept")).isEqualTo("8");
        assertThatThrownBy(() -> standby.execute("UPDATE kept SET number = 9"))
            .hasRootCauseMessage("ERROR: cannot execute UPDATE in a read-only transaction");
        primary.kill();
        standby.promote();
        standby.execute("UPDATE kept SET number = 9");
        assertThat(ask(standby, "SELECT number FROM kept")).isEqualTo("9");
      }
    }
  }

  @Test
  void doesNotStartOnAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> PostgresProcess.startOn(port))
          .hasMessage("Postgres did not start on port %d: the port is taken".formatted(port));
    }
  }

  private static Connection connect(PostgresProcess server) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/postgres?user=%s&socketTimeout=%d"
            .formatted(server.port(), PostgresProcess.SUPERUSER, PATIENCE_SECONDS));
  }

  private static String ask(PostgresProcess server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
