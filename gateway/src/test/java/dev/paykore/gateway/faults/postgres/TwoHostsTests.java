package dev.paykore.gateway.faults.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.Environment;
import dev.paykore.servers.PostgresProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two hosts of Postgres, which the edge knows by configuration alone. Each is read-only while the
 * other is the primary: by that the driver tells them apart.
 */
class TwoHostsTests {

  private static PostgresProcess first;
  private static PostgresProcess second;
  private static PostgresEdge edge;

  @BeforeAll
  static void start() {
    second = PostgresProcess.start();
    Stores.prepare(second);
    second.execute("ALTER ROLE postgres SET default_transaction_read_only = off");
    setReadOnly(second, "on");
    edge = new PostgresEdge(TwoHostsTests::both);
    first = edge.stores.postgres();
  }

  @AfterAll
  static void stop() {
    edge.close();
    second.close();
  }

  @Test
  void theOneThatIsReadOnlyIsNeverAsked() {
    for (int i = 0; i < 10; i++) {
      PostgresEdge.terminateConnections(edge.stores.postgres());
      edge.awaitPostgres(edge.stores.issue(Environment.SANDBOX));
    }
  }

  @Test
  void theEdgeFollowsWhenThePrimaryIsKilled() {
    IssuedKey key = edge.stores.issue(Environment.SANDBOX);
    Stores.insert(key, Environment.SANDBOX, second);
    first.execute("CHECKPOINT");
    first.kill();
    assertThat(edge.known(List.of(key))).isZero();
    failOver("killed", key);
    first.restart();
  }

  @Test
  void theEdgeFollowsWhenThePrimaryHangs() {
    IssuedKey key = edge.stores.issue(Environment.SANDBOX);
    Stores.insert(key, Environment.SANDBOX, second);
    first.pause();
    assertThat(edge.known(List.of(key))).isZero();
    failOver("hung", key);
    first.resume();
  }

  private static void failOver(String fault, IssuedKey key) {
    setReadOnly(second, "off");
    long healedMillis = edge.awaitPostgres(key);
    setReadOnly(second, "on");
    PostgresEdge.terminateConnections(second);
    FaultRow.of(
            "P7", "Postgres with two hosts: the primary %s, the other promoted".formatted(fault))
        .promised("503 for cold keys until then; by the new primary within 2 s, without a restart")
        .seen("by the new primary after %d ms", healedMillis);
  }

  private static String both(Stores stores) {
    return "r2dbc:postgresql:failover://localhost:%d,localhost:%d/postgres"
        .formatted(stores.postgres().port(), second.port());
  }

  private static void setReadOnly(PostgresProcess server, String value) {
    server.execute("ALTER SYSTEM SET default_transaction_read_only = " + value);
    server.execute("SELECT pg_reload_conf()");
  }
}
