package dev.paykore.gateway.faults.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.servers.FreePort;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A real Redis with TLS, and the connection that Spring makes of the edge's properties. */
class RedisTlsTests {

  private static TestAuthority authority;

  @BeforeAll
  static void start(@TempDir Path folder) {
    authority = TestAuthority.in(folder);
  }

  @Test
  void aServerWithACertificateForItsNameIsTrusted() {
    assertThat(ping(authority.issue("good", "localhost"))).isEqualTo("PONG");
  }

  @Test
  void aCertificateThatIsExpiredOrOfAnotherHostOrSelfSignedIsRefused() {
    Stream.of(
            authority.issueExpired("expired", "localhost"),
            authority.issue("other", "redis.example"),
            authority.selfSigned("self", "localhost"))
        .forEach(
            identity -> assertThatThrownBy(() -> ping(identity)).satisfies(RedisTlsTests::isOfTls));
    FaultRow.of("R12", "Redis by TLS: certificate expired, of another host, self-signed")
        .promised("no connection, as if Redis were away; never without TLS")
        .seen("all three refused in the handshake");
  }

  private static void isOfTls(Throwable error) {
    assertThat(Stream.iterate(error, cause -> cause != null, Throwable::getCause))
        .anyMatch(SSLException.class::isInstance);
  }

  private static String ping(TestAuthority.Identity identity) {
    int port = FreePort.next();
    try (RedisProcess redis = redis(port, identity)) {
      String[] answer = new String[1];
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
          .withPropertyValues(
              "spring.data.redis.url=rediss://localhost:" + port,
              "spring.data.redis.ssl.bundle=redis",
              "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + authority.certificate())
          .run(context -> answer[0] = ping(context.getBean(LettuceConnectionFactory.class)));
      assertThat(redis.port()).isNotEqualTo(port);
      return answer[0];
    }
  }

  private static String ping(LettuceConnectionFactory factory) {
    return ((RedisClient) factory.getRequiredNativeClient()).connect().sync().ping();
  }

  private static RedisProcess redis(int port, TestAuthority.Identity identity) {
    return RedisProcess.start(
        "--tls-port",
        Integer.toString(port),
        "--tls-auth-clients",
        "no",
        "--tls-ca-cert-file",
        authority.certificate().toString(),
        "--tls-cert-file",
        identity.certificate().toString(),
        "--tls-key-file",
        identity.key().toString());
  }
}
