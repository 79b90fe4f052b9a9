package dev.paykore.gateway.faults.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.postgres.PostgresEdge.Outage;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.keys.Environment;
import dev.paykore.servers.PostgresProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Postgres with TLS: one that does not show who it is serves an edge no more than none. */
class PostgresTlsTests {

  private static final String ENCRYPTED =
      "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
          + " WHERE usename = 'paykore_edge'";

  private static TestAuthority authority;
  private static TestAuthority.Identity good;
  private static PostgresProcess postgres;
  private static PostgresEdge edge;

  @BeforeAll
  static void start(@TempDir Path folder) {
    authority = TestAuthority.in(folder);
    good = authority.issue("good", "localhost");
    edge = new PostgresEdge(PostgresTlsTests::byTls);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aCertificateForItsNameIsTrusted() {
    PostgresEdge.terminateConnections(postgres);
    edge.awaitPostgres(edge.stores.issue(Environment.SANDBOX));
    assertThat(answer(ENCRYPTED)).isEqualTo("t");
  }

  @Test
  void aCertificateThatIsExpiredOrOfAnotherHostOrSelfSignedOrNoneIsRefused() {
    List<Outage> outages =
        List.of(
            refused(authority.issueExpired("expired", "localhost"), "CertificateExpired"),
            refused(authority.issue("other", "postgres.example"), "localhost"),
            refused(authority.selfSigned("self", "localhost"), "certification path"),
            outage(() -> set("ssl", "off"), "SSL"));
    FaultRow.of("P11", "Postgres by TLS: certificate expired, of another host, self-signed; no TLS")
        .promised(PostgresEdge.PROMISE + "; never without TLS")
        .seen(
            "%d cold keys each time, all 503, the longest %d ms; good again after at most %d ms",
            outages.getFirst().coldKeys(),
            longest(outages, Outage::longestMillis),
            longest(outages, Outage::healedMillis));
  }

  private static long longest(List<Outage> outages, ToLongFunction<Outage> millis) {
    return outages.stream().mapToLong(millis).max().orElseThrow();
  }

  private static Outage refused(TestAuthority.Identity identity, String reason) {
    return outage(() -> show(identity), reason);
  }

  /** An outage which the edge says has this reason. */
  private static Outage outage(Runnable breaking, String reason) {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.authentication.lookup")) {
      Outage outage =
          edge.outage(
              () -> {
                breaking.run();
                PostgresEdge.terminateConnections(postgres);
              },
              () -> show(good));
      assertThat(log.text()).contains(reason);
      return outage;
    }
  }

  private static String byTls(Stores stores) {
    postgres = stores.postgres();
    show(good);
    return "%s?sslMode=verify-full&sslRootCert=%s"
        .formatted(postgres.r2dbcUrl(), authority.certificate());
  }

  private static void show(TestAuthority.Identity identity) {
    forTheOwnerAlone(identity.key());
    postgres.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(identity.key()));
    postgres.execute("ALTER SYSTEM SET ssl = on");
    set("ssl_cert_file", identity.certificate().toString());
  }

  /** Sets this and what was set before; waits until new connections have it. */
  private static void set(String name, String value) {
    postgres.execute("ALTER SYSTEM SET %s = '%s'".formatted(name, value));
    postgres.execute("SELECT pg_reload_conf()");
    await().atMost(Stores.PATIENCE).until(() -> answer("SHOW " + name).equals(value));
  }

  /** Postgres takes no other key. */
  private static void forTheOwnerAlone(Path key) {
    try {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(String query) {
    try (Connection connection = postgres.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
