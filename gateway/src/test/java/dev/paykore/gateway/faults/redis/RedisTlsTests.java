package dev.paykore.gateway.faults.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.FaultProxy;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.keys.Environment;
import dev.paykore.servers.FreePort;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis with TLS: one that does not show who it is serves an edge no more than none. */
class RedisTlsTests {

  private static final String PROMISE = RedisEdge.PROMISE + "; never without TLS";
  private static final int PORT = FreePort.next();

  /** The type of a record with a handshake, the first that TLS sends. */
  private static final int HANDSHAKE = 22;

  private static TestAuthority authority;
  private static TestAuthority.Identity good;
  private static RedisCommands<String, String> redis;
  private static FaultProxy proxy;
  private static RedisEdge edge;

  @BeforeAll
  static void start(@TempDir Path certificates, @TempDir Path folder) {
    authority = TestAuthority.in(certificates);
    good = authority.issue("good", "localhost");
    proxy = FaultProxy.to(PORT);
    edge = new RedisEdge(folder, RedisTlsTests::byTls);
  }

  @AfterAll
  static void stop() {
    edge.close();
    proxy.close();
  }

  @AfterEach
  void nothingWasEverSentInClear() {
    assertThat(proxy.firstBytes()).isNotEmpty().containsOnly(HANDSHAKE);
  }

  @Test
  void aCertificateForItsNameIsTrusted() {
    edge.awaitRedis();
    edge.awaitRedis(edge.stores.issue(Environment.SANDBOX));
  }

  @Test
  void aCertificateThatIsExpiredOrOfAnotherHostOrSelfSignedIsRefused() {
    long longestMillis =
        LongStream.of(
                refused(authority.issueExpired("expired", "localhost"), "CertificateExpired"),
                refused(authority.issue("other", "redis.example"), "matching localhost"),
                refused(authority.selfSigned("self", "localhost"), "certification path"))
            .max()
            .orElseThrow();
    show(good);
    proxy.cut();
    row("by TLS: certificate expired, of another host, self-signed", longestMillis);
  }

  @Test
  void aServerWithoutTlsIsRefused() {
    proxy.lead(edge.stores.redis().port());
    long longestMillis = edge.mixedRequestsWithoutRedis();
    proxy.lead(PORT);
    row("by TLS: no TLS any more", longestMillis);
  }

  /** The edge does without a Redis that shows this, for this reason; gives the longest in ms. */
  private static long refused(TestAuthority.Identity identity, String reason) {
    try (LogCapture log = LogCapture.of("dev.paykore.gateway.redis")) {
      show(identity);
      proxy.cut();
      long longestMillis = edge.mixedRequestsWithoutRedis();
      await().atMost(Stores.PATIENCE).until(() -> log.text().contains(reason));
      return longestMillis;
    }
  }

  private static void row(String fault, long longestMillis) {
    long healedMillis = edge.awaitRedis();
    FaultRow.of("R12", "Redis " + fault)
        .promised(PROMISE)
        .seen(
            "%d requests each time, each as promised, the longest %d ms; Redis decides again after"
                + " %d ms",
            RedisEdge.REQUESTS, longestMillis, healedMillis);
  }

  private static String[] byTls(Stores stores) {
    redis = stores.redisCommands();
    redis.configSet("tls-auth-clients", "no");
    redis.configSet("tls-ca-cert-file", authority.certificate().toString());
    show(good);
    return new String[] {
      "spring.data.redis.url=rediss://localhost:" + proxy.port(),
      "spring.data.redis.ssl.bundle=redis",
      "spring.ssl.bundle.pem.redis.truststore.certificate=file:" + authority.certificate()
    };
  }

  /** Shut meanwhile: an open port takes no certificate without its key. */
  private static void show(TestAuthority.Identity identity) {
    redis.configSet("tls-port", "0");
    redis.configSet("tls-cert-file", identity.certificate().toString());
    redis.configSet("tls-key-file", identity.key().toString());
    redis.configSet("tls-port", Integer.toString(PORT));
  }
}
