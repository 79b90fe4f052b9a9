package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard in the whole edge: on its public port alone, and what it lets pass arrives as sent. */
class GuardedEdgeTests {

  private static EdgeFixture fixture;
  private static IssuedKey sandbox;

  @BeforeAll
  static void start() {
    fixture = EdgeFixture.start();
    sandbox = fixture.stores.issue(Environment.SANDBOX);
    fixture.sandboxWallets.will(Downstream.ok("sandbox wallets"));
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/wallets/a%20b",
        "/v1/wallets/%e2%82%ac",
        "/v1/wallets/a:b@c!$&'()*+,=",
        "/v1/wallets?a=b%20c",
        "/v1/wallets?a=b+c&a=d&&e",
        "/v1/wallets?cursor=YWJj==&b=%20c",
        "/v1/wallets?filter[status]=open&b=%20c",
        "/v1/wallets?/;a=b;a=b",
        "/v1/wallets?a=b/c?d&e=%2F%26%3D",
        "/v1/wallets?a=%C3%A4",
        "/v1/wallets?"
      })
  void aTargetArrivesAsItWasSent(String target) {
    fixture.sandboxWallets.forget();
    RawResponse response = fixture.edge.send("GET " + target, "X-API-Key: " + key());
    assertThat(response.status()).isEqualTo(200);
    assertThat(fixture.sandboxWallets.lastHead()).startsWith("GET " + target + " HTTP/1.1\r\n");
  }

  @Test
  void aClientOfHttp10ThatAsksForItKeepsItsConnection() {
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.port())) {
      for (int i = 0; i < 2; i++) {
        RawResponse response = http10(client, "X-API-Key: " + key());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.has("Connection")).isFalse();
      }
    }
  }

  @Test
  void anAnswerToHttp10ThatEndsTheConnectionSaysSo() {
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.port())) {
      RawResponse response = http10(client, "X-API-Key: none");
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("Connection")).isEqualTo("close");
      client.expectEnd();
    }
  }

  @Test
  void theManagementPortHasNeitherGuardNorIdsNorAccessLines() {
    try (LogCapture access = LogCapture.of("access");
        RawHttpClient client = RawHttpClient.connect(fixture.edge.managementPort())) {
      RawResponse health =
          RunningEdge.send(client, "GET /actuator/health/liveness", "X-Request-Id: req_4kMnO5pQrS");
      assertThat(health.status()).isEqualTo(200);
      assertThat(health.has("X-Request-Id")).isFalse();
      assertThat(RunningEdge.send(client, "GET //actuator/nothing").status()).isEqualTo(404);
      // The line of a request before this test may still come.
      assertThat(access.text()).doesNotContain("actuator");
    }
  }

  @Test
  void theManagementPortRoutesNothingWhateverItsClientsSend() {
    fixture.sandboxWallets.forget();
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.managementPort())) {
      RawResponse response =
          RunningEdge.send(
              client, "GET /v1/wallets", "X-API-Key: " + key(), "X-Request-Id: req_4kMnO5pQrS");
      assertThat(response.status()).isEqualTo(404);
    }
    assertThat(fixture.sandboxWallets.heads()).isEmpty();
  }

  private static RawResponse http10(RawHttpClient client, String key) {
    return client
        .send("GET /v1/wallets HTTP/1.0", "Host: localhost", key, "Connection: keep-alive", "")
        .read();
  }

  private static String key() {
    return sandbox.key().reveal();
  }
}
