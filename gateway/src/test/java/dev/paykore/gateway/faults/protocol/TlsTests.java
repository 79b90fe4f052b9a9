package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS at the public port: which protocols there are, and how long a handshake may take. */
class TlsTests {

  private static final Duration HANDSHAKE = Duration.ofSeconds(4);
  private static final int MAX_CONNECTIONS = 20;
  private static final int TOO_MANY = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge =
        TlsEdge.start(
            "paykore.edge.server.head-timeout=" + HANDSHAKE.toMillis() + "ms",
            "paykore.edge.server.max-connections=" + MAX_CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsOfTlsAreSpoken(String version) throws IOException {
    try (SSLSocket socket = connect("http/1.1")) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getCipherSuite()).doesNotContain("_CBC_", "TLS_RSA_");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0301", "0302"})
  void anOlderVersionIsRefused(String version) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendBytes(HexFormat.of().parseHex(clientHello(version)));
      // An alert: fatal, protocol_version (RFC 5246, section 7.2.2).
      assertThat(client.readToEnd()).endsWith("\u0002F");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_GCM_SHA256"})
  void aCipherWithoutForwardSecrecyIsRefused(String cipher) throws IOException {
    try (SSLSocket socket = connect("http/1.1")) {
      assertThat(socket.getSupportedCipherSuites()).doesNotContain(cipher);
    }
  }

  @Test
  void http1IsGuardedAsWithoutTls() throws IOException {
    try (RawHttpClient client = RawHttpClient.over(connect("http/1.1"))) {
      RawResponse good = RunningEdge.send(client, "GET /v1/a", "X-API-Key: " + edge.key());
      assertThat(good.status()).isEqualTo(200);
      assertThat(edge.downstream.lastHead()).contains("X-Forwarded-Proto: https\n");
      RawResponse refused = RunningEdge.send(client, "GET /v1//a", "X-API-Key: " + edge.key());
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains(refused.header("X-Request-Id"));
      client.expectClosed();
    }
  }

  @Test
  void aClientThatAsksForNoProtocolGetsHttp1() throws IOException {
    try (RawHttpClient client = RawHttpClient.over(connect())) {
      RawResponse good = RunningEdge.send(client, "GET /v1/a", "X-API-Key: " + edge.key());
      assertThat(good.status()).isEqualTo(200);
    }
  }

  @Test
  void plainTextIsNotAnswered() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /v1/a HTTP/1.1", "Host: localhost", "");
      assertThat(client.readToEnd()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void aHandshakeThatDoesNotEndIsEndedInTime() {
    try (RawHttpClient silent = RawHttpClient.connect(edge.port());
        RawHttpClient half = RawHttpClient.connect(edge.port())) {
      half.sendBytes(HexFormat.of().parseHex(clientHello("0303").substring(0, 60)));
      long start = System.nanoTime();
      half.expectClosed();
      silent.expectClosed();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(took).isBetween(HANDSHAKE.minusSeconds(1), HANDSHAKE.plus(PATIENCE));
    }
  }

  @Test
  void connectionsAreCountedBeforeTheirHandshakes() {
    Queue<Duration> ends = new ConcurrentLinkedQueue<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MAX_CONNECTIONS + TOO_MANY; i++) {
        clients.execute(() -> ends.add(timeToEnd()));
      }
    }
    assertThat(ends).hasSize(MAX_CONNECTIONS + TOO_MANY);
    assertThat(ends.stream().filter(end -> end.compareTo(HANDSHAKE.minusMillis(500)) < 0).count())
        .isEqualTo(TOO_MANY);
  }

  /** Of a client that connects and says nothing. */
  private static Duration timeToEnd() {
    long start = System.nanoTime();
    try (RawHttpClient silent = RawHttpClient.connect(edge.port())) {
      silent.expectClosed();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void managementsPortSpeaksPlainHttp1() {
    try (RawHttpClient client = RawHttpClient.connect(edge.edge.managementPort())) {
      assertThat(RunningEdge.send(client, "GET /actuator/health/liveness").status()).isEqualTo(200);
    }
  }

  /** A hello of the given highest version and two suites of that time (RFC 5246, section 7.4.1). */
  private static String clientHello(String version) {
    String hello = version + "00".repeat(32) + "00" + "0004" + "c013" + "c014" + "0100";
    String handshake = "01" + "%06x".formatted(hello.length() / 2) + hello;
    return "16" + "0301" + "%04x".formatted(handshake.length() / 2) + handshake;
  }

  private static SSLSocket connect(String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            edge.trust()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), edge.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }
}
