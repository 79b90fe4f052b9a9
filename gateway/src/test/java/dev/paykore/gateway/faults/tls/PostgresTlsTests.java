package dev.paykore.gateway.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.servers.PostgresProcess;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;

/** A real Postgres with TLS, and the connection that Spring makes of the edge's properties. */
class PostgresTlsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestAuthority authority;
  private static PostgresProcess postgres;

  @BeforeAll
  static void start(@TempDir Path folder) {
    authority = TestAuthority.in(folder);
    postgres = PostgresProcess.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void aServerWithACertificateForItsNameIsTrusted() throws IOException {
    show(authority.issue("good", "localhost"));
    assertThat(isEncrypted()).isTrue();
  }

  @Test
  void aCertificateThatIsExpiredOrOfAnotherHostOrSelfSignedIsRefused() throws IOException {
    for (TestAuthority.Identity identity :
        new TestAuthority.Identity[] {
          authority.issueExpired("expired", "localhost"),
          authority.issue("other", "postgres.example"),
          authority.selfSigned("self", "localhost")
        }) {
      show(identity);
      assertThatThrownBy(PostgresTlsTests::isEncrypted).satisfies(PostgresTlsTests::isOfTls);
    }
    postgres.execute("ALTER SYSTEM SET ssl = off");
    postgres.execute("SELECT pg_reload_conf()");
    assertThatThrownBy(PostgresTlsTests::isEncrypted).hasMessageContaining("SSL");
    FaultRow.of("P11", "Postgres by TLS: certificate expired, of another host, self-signed; no TLS")
        .promised("no connection, as if Postgres were away; never without TLS")
        .seen("all four refused");
  }

  private static void isOfTls(Throwable error) {
    assertThat(Stream.iterate(error, cause -> cause != null, Throwable::getCause))
        .anyMatch(cause -> cause.toString().toLowerCase(Locale.ROOT).contains("ssl"));
  }

  private static void show(TestAuthority.Identity identity) throws IOException {
    Files.setPosixFilePermissions(identity.key(), PosixFilePermissions.fromString("rw-------"));
    postgres.execute("ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(identity.certificate()));
    postgres.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(identity.key()));
    postgres.execute("ALTER SYSTEM SET ssl = on");
    postgres.execute("SELECT pg_reload_conf()");
  }

  private static boolean isEncrypted() {
    boolean[] encrypted = new boolean[1];
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(R2dbcAutoConfiguration.class))
        .withPropertyValues(
            "spring.r2dbc.url=%s?sslMode=verify-full&sslRootCert=%s"
                .formatted(postgres.r2dbcUrl(), authority.certificate()),
            "spring.r2dbc.username=" + PostgresProcess.SUPERUSER)
        .run(context -> encrypted[0] = isEncrypted(context.getBean(ConnectionFactory.class)));
    return encrypted[0];
  }

  private static boolean isEncrypted(ConnectionFactory connections) {
    return Mono.usingWhen(
            connections.create(),
            connection ->
                Mono.from(
                        connection
                            .createStatement(
                                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .execute())
                    .flatMap(result -> Mono.from(result.map(row -> row.get("ssl", Boolean.class)))),
            Connection::close)
        .block(PATIENCE);
  }
}
