package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.faults.FaultRow;
import dev.paykore.gateway.faults.FaultRun;
import dev.paykore.gateway.faults.host.KeptConnection;
import dev.paykore.gateway.faults.host.KeptHttp1;
import dev.paykore.gateway.faults.host.KeptHttp2;
import dev.paykore.gateway.faults.host.SteadyClients;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A renewed certificate is in use without a restart; one that cannot be used is not. */
class CertificateRenewalTests {

  /** On a busy machine; the files are looked at a second after they have changed. */
  private static final Duration SECONDS = Duration.ofSeconds(40);

  private static final int RENEWALS = FaultRun.times(2, 20);

  /** By each protocol, both of those that keep their connections and of those that do not. */
  private static final int CLIENTS = 2;

  private static final int MANY = 100;
  private static final int LOOKS = 5;

  private static TlsEdge edge;

  @BeforeAll
  static void start() {
    edge = TlsEdge.start();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void aRenewedCertificateIsUsedByNewConnectionsAndNoRequestFails() {
    long longestMillis = 0;
    SteadyClients clients = clients();
    try (clients) {
      awaitMany(clients);
      for (int i = 0; i < RENEWALS; i++) {
        longestMillis = Math.max(longestMillis, renew().toMillis());
        awaitMany(clients);
      }
    }
    assertThat(clients.failed()).isEmpty();
    assertThat(clients.toldToLeave()).isPositive();
    FaultRow.of("H9", "certificate renewed under load")
        .promised("new connections get the new one without a restart; no request fails")
        .seen(
            "%d renewals, a new connection had the new one after %d ms at most; %d requests by %d"
                + " clients of each HTTP/1.1 and HTTP/2, half of them with a connection for each"
                + " request, %d failed",
            RENEWALS, longestMillis, clients.sent(), 2 * CLIENTS, clients.failed().size());
  }

  @Test
  void aCertificateThatCannotBeUsedIsRefusedAndTheOldOneStays() {
    expectRefused("the private key of its certificate", edge.certificates::mix);
    expectRefused("a certificate that is valid now", edge.certificates::expire);
    expectRefused("key store", edge.certificates::breakOff);
    BigInteger before = serial();
    edge.certificates.renew();
    await().atMost(SECONDS).until(() -> !serial().equals(before));
  }

  /** Those that keep their connections have them from before a renewal, the others never do. */
  private static SteadyClients clients() {
    return new SteadyClients()
        .with(CLIENTS, CertificateRenewalTests::http1)
        .with(CLIENTS, CertificateRenewalTests::http2)
        .with(CLIENTS, () -> new ForOneRequest(http1()))
        .with(CLIENTS, () -> new ForOneRequest(http2()));
  }

  private static KeptConnection http1() {
    return KeptHttp1.connect(edge.port(), edge.trust(), edge.key());
  }

  private static KeptConnection http2() {
    return KeptHttp2.connect(edge.port(), edge.trust(), edge.key());
  }

  private static void awaitMany(SteadyClients clients) {
    int before = clients.answers();
    await().atMost(SECONDS).until(() -> clients.answers() > before + MANY);
  }

  /** How long it took until new connections were shown the new certificate, and no other. */
  private static Duration renew() {
    BigInteger before = serial();
    edge.certificates.renew();
    Instant renewed = Instant.now();
    await().atMost(SECONDS).until(() -> !serial().equals(before));
    Duration taken = Duration.between(renewed, Instant.now());
    BigInteger after = serial();
    assertThat(Stream.generate(() -> serial("http/1.1")).limit(LOOKS)).containsOnly(after);
    assertThat(Stream.generate(() -> serial("h2")).limit(LOOKS)).containsOnly(after);
    return taken;
  }

  private static void expectRefused(String reason, Runnable change) {
    BigInteger before = serial();
    try (LogCapture log = LogCapture.of("org.springframework.boot.autoconfigure.ssl")) {
      change.run();
      await().atMost(SECONDS).until(() -> log.text().contains(reason));
      assertThat(log.text()).doesNotContain("PRIVATE KEY");
    }
    assertThat(serial()).isEqualTo(before);
    try (Http2Client client = edge.connect()) {
      assertThat(request(client)).isEqualTo(200);
    }
  }

  private static int request(Http2Client client) {
    return client.answer(client.request(edge.get("/v1/a"))).status();
  }

  /** Of the certificate that a new connection is shown. */
  private static BigInteger serial() {
    return serial("http/1.1");
  }

  private static BigInteger serial(String protocol) {
    try (SSLSocket socket =
        (SSLSocket)
            edge.trust()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), edge.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo(protocol);
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection that its client leaves after one request. */
  private record ForOneRequest(KeptConnection connection) implements KeptConnection {

    @Override
    public int request(String method, String path) {
      return connection.request(method, path);
    }

    @Override
    public boolean isToldToLeave() {
      return true;
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
