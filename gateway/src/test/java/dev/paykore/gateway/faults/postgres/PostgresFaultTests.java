package dev.paykore.gateway.faults.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.FaultProxy;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.keys.Environment;
import dev.paykore.servers.PostgresProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real Postgres that is broken under an edge, and mended. */
class PostgresFaultTests {

  private static FaultProxy proxy;
  private static PostgresEdge edge;
  private static PostgresProcess postgres;

  @BeforeAll
  static void start() {
    edge = new PostgresEdge(PostgresFaultTests::throughProxy);
    postgres = edge.stores.postgres();
  }

  @AfterAll
  static void stop() {
    edge.close();
    proxy.close();
  }

  @AfterEach
  void heal() {
    proxy.heal();
  }

  @Test
  void killed() {
    edge.outage("P1", "killed, then started again", PostgresFaultTests::kill, postgres::restart);
  }

  @Test
  void hung() {
    edge.outage("P2", "hung (SIGSTOP), then going on", postgres::pause, postgres::resume);
  }

  @Test
  void silent() {
    loseConnections(
        FaultRow.of("P2", "the connections to Postgres carry nothing any more, and nobody says so")
            .promised("503 at most once for each connection; ended and replaced; good within 2 s"),
        proxy::swallow);
  }

  @Test
  void locked() throws SQLException {
    try (Connection session = postgres.superuser().getConnection();
        Statement lock = session.createStatement()) {
      session.setAutoCommit(false);
      edge.outage(
          "P3",
          "slow: ACCESS EXCLUSIVE lock on the keys",
          () -> run(lock, "LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE"),
          () -> run(lock, "ROLLBACK"));
    }
  }

  @Test
  void allConnectionsTaken() throws SQLException {
    List<IssuedKey> cold = edge.coldKeys(FaultRun.times(40, 400));
    long longestMillis;
    try (Connection session = postgres.superuser().getConnection();
        Statement lock = session.createStatement()) {
      session.setAutoCommit(false);
      run(lock, "LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE");
      longestMillis = edge.refuseAtOnce(cold);
      session.rollback();
    }
    long healedMillis = edge.awaitPostgres(cold.getFirst());
    FaultRow.of("P4", "more look-ups than connections to Postgres, all of them taken")
        .promised(
            "503 with Retry-After within the time-out (here 1 s), the wait included (and what two"
                + " processors need for as many clients)")
        .seen(
            "%d cold keys at once, all 503, the longest %d ms; good again after %d ms",
            cold.size(), longestMillis, healedMillis);
  }

  @Test
  void slowerThanItsDeadline() {
    edge.outage(
        "P3",
        "slow: each answer 1,500 ms late",
        () -> proxy.delay(Duration.ofMillis(1_500)),
        proxy::heal);
  }

  @Test
  void outOfConnections() {
    edge.outage(
        "P5",
        "refuses connections (53300)",
        () -> {
          postgres.execute("ALTER ROLE paykore_edge CONNECTION LIMIT 0");
          PostgresEdge.terminateConnections(postgres);
        },
        () -> postgres.execute("ALTER ROLE paykore_edge CONNECTION LIMIT -1"));
  }

  @Test
  void backendsTerminated() {
    loseConnections(
        FaultRow.of("P6", "Postgres's backends terminated")
            .promised("at most one 503 a connection; good again within 2 s"),
        () -> PostgresEdge.terminateConnections(postgres));
  }

  @Test
  void readOnly() {
    List<IssuedKey> cold = edge.coldKeys();
    postgres.execute("ALTER SYSTEM SET default_transaction_read_only = on");
    postgres.execute("SELECT pg_reload_conf()");
    assertThat(edge.known(cold)).isEqualTo(cold.size());
    postgres.execute("ALTER SYSTEM RESET default_transaction_read_only");
    postgres.execute("SELECT pg_reload_conf()");
    FaultRow.of("P8", "Postgres read-only")
        .promised("the edge does not notice")
        .seen("%d cold keys, all 200", cold.size());
  }

  @Test
  void viewAway() {
    edge.outage(
        "P10",
        "has no view for the edge, then has it again with a column more",
        () -> postgres.execute("ALTER VIEW edge_api_keys RENAME TO away"),
        () -> {
          postgres.execute("CREATE VIEW edge_api_keys AS SELECT 1 AS more, away.* FROM away");
          postgres.execute("GRANT SELECT ON edge_api_keys TO paykore_edge");
        });
    postgres.execute("DROP VIEW edge_api_keys");
    postgres.execute("ALTER VIEW away RENAME TO edge_api_keys");
  }

  @Test
  void loginRefused() {
    edge.outage(
        "P11",
        "no longer lets the edge log in",
        () -> {
          postgres.execute("ALTER ROLE paykore_edge NOLOGIN");
          PostgresEdge.terminateConnections(postgres);
        },
        () -> postgres.execute("ALTER ROLE paykore_edge LOGIN"));
  }

  @Test
  void inPieces() {
    List<IssuedKey> cold = edge.coldKeys();
    proxy.slice(7, Duration.ofNanos(1));
    for (IssuedKey key : cold) {
      assertThat(edge.partnerThatReaches(key)).isEqualTo(key.partnerId());
    }
    proxy.heal();
    FaultRow.of("P13", "Postgres's answers in pieces of seven bytes")
        .promised("200, each key as its own partner")
        .seen("%d keys, each as its own partner", cold.size());
  }

  @Test
  void resetAmidAnAnswer() {
    edge.outage(
        "P13", "resets amid each answer, after 40 bytes", () -> proxy.resetAfter(40), proxy::heal);
  }

  @Test
  void aRowThatMakesNoSense() {
    IssuedKey bad = edge.stores.issue(Environment.SANDBOX);
    List<IssuedKey> neighbours = edge.coldKeys();
    postgres.execute("ALTER TABLE partners DROP CONSTRAINT partners_tier_check");
    postgres.execute(
        "UPDATE partners SET tier = 'platinum' WHERE id = '%s'".formatted(bad.partnerId()));
    double failedBefore = edge.failedLookUps();
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.authentication.lookup")) {
      assertThat(edge.get(bad).status()).isEqualTo(503);
      assertThat(log.text()).contains("the row of key " + bad.keyId());
    }
    assertThat(edge.failedLookUps()).isEqualTo(failedBefore + 1);
    assertThat(edge.known(neighbours)).isEqualTo(neighbours.size());
    postgres.execute(
        "UPDATE partners SET tier = 'starter' WHERE id = '%s'".formatted(bad.partnerId()));
    assertThat(edge.get(bad).status()).isEqualTo(200);
    FaultRow.of("P9", "Postgres has a row that makes no sense: an unknown tier")
        .promised("503 for that key alone, logged with its id and counted; 200 once it is mended")
        .seen("503, then 200; %d neighbours 200", neighbours.size());
  }

  private static String throughProxy(Stores stores) {
    proxy = FaultProxy.to(stores.postgres().port());
    return "r2dbc:postgresql://localhost:%d/postgres".formatted(proxy.port());
  }

  /** Breaks the connections alone, which nobody mends but the edge. */
  private static void loseConnections(FaultRow.Observation row, Runnable breaking) {
    List<IssuedKey> cold = edge.coldKeys();
    // Else there are as many as a row before has left idle.
    PostgresEdge.terminateConnections(postgres);
    edge.awaitPostgres(edge.stores.issue(Environment.SANDBOX));
    int connections = edge.connections();
    breaking.run();
    int known = edge.known(cold);
    assertThat(cold.size() - known).isLessThanOrEqualTo(connections);
    long healedMillis = edge.awaitPostgres(cold.getFirst());
    row.seen(
        "%d connections lost, %d cold keys, %d of them 200 at once; good again after %d ms",
        connections, cold.size(), known, healedMillis);
  }

  /** With the last keys on its disk, which it is allowed to be late with in tests. */
  private static void kill() {
    postgres.execute("CHECKPOINT");
    postgres.kill();
  }

  private static void run(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
