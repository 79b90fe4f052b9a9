package dev.paykore.gateway.faults.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.http2.Http2Client;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A renewed certificate is in use without a restart; one that cannot be used is not. */
class CertificateRenewalTests {

  /** On a busy machine; the files are looked at a second after they have changed. */
  private static final Duration SECONDS = Duration.ofSeconds(40);

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
    BigInteger before = serial();
    AtomicInteger served = new AtomicInteger();
    try (Http2Client old = edge.connect()) {
      edge.certificates.renew();
      await()
          .atMost(SECONDS)
          .until(
              () -> {
                assertThat(request(old)).isEqualTo(200);
                try (Http2Client other = edge.connect()) {
                  assertThat(request(other)).isEqualTo(200);
                }
                served.addAndGet(2);
                return !serial().equals(before);
              });
      assertThat(request(old)).isEqualTo(200);
    }
    assertThat(served).hasPositiveValue();
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
    try (SSLSocket socket =
        (SSLSocket)
            edge.trust()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), edge.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
