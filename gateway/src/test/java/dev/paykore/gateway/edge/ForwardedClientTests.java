package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.LogCapture;
import dev.paykore.keys.Environment;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A downstream is told where a request comes from by the edge, and by nobody whom it distrusts. */
class ForwardedClientTests {

  private static final String TRUST =
      "paykore.edge.server.trusted-proxies=127.0.0.0/8, ::1, 10.0.0.0/8";
  private static final String[] SAID = {
    "X-Forwarded-For: 1.1.1.1, 203.0.113.9",
    "x-forwarded-for: 10.2.3.4",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Port: 1",
    "X-Forwarded-Prefix: /evil",
    "Forwarded: for=198.51.100.1;host=evil.example",
    "X-Real-IP: 198.51.100.1",
    "Host: localhost"
  };

  private static Stores stores;
  private static Downstream downstream;

  @BeforeAll
  static void start() {
    stores = Stores.start();
    downstream = Downstream.answering("fine");
  }

  @AfterAll
  static void stop() {
    downstream.close();
    stores.close();
  }

  @Test
  void byDefaultNobodyIsBelieved() {
    send();
    assertThat(downstream.received("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(downstream.received("X-Forwarded-Proto")).containsExactly("http");
    assertNothingElseIsSaid();
  }

  @Test
  void aTrustedProxyIsBelievedInAddressAndProtocolAlone() {
    send(TRUST);
    assertThat(downstream.received("X-Forwarded-For")).containsExactly("203.0.113.9");
    assertThat(downstream.received("X-Forwarded-Proto")).containsExactly("https");
    assertNothingElseIsSaid();
  }

  @Test
  void theAccessLineHasTheAddressOfWhoeverIsBelievedToBeTheClient() {
    assertThat(clientInLine("GET /v1/wallets")).isEqualTo("127.0.0.1");
    assertThat(clientInLine("GET /v1/wallets", TRUST)).isEqualTo("203.0.113.9");
  }

  @Test
  void theLineOfARequestThatTheGuardRefusesHasItToo() {
    assertThat(clientInLine("GET /v1//wallets")).isEqualTo("127.0.0.1");
    assertThat(clientInLine("GET /v1//wallets", TRUST)).isEqualTo("203.0.113.9");
  }

  private static String clientInLine(String requestLine, String... properties) {
    try (EdgeOnRoute edge = EdgeOnRoute.to(downstream.url(), stores, properties);
        LogCapture access = LogCapture.of("access")) {
      String id = edge.edge().send(requestLine, SAID).header("X-Request-Id");
      await().until(() -> !access.linesOf(id).isEmpty());
      return access.linesOf(id).getFirst().get("client.address");
    }
  }

  private static void assertNothingElseIsSaid() {
    assertThat(downstream.received("X-Forwarded-Host")).containsExactly("localhost");
    assertThat(downstream.lastHead().toLowerCase(Locale.ROOT))
        .doesNotContain("evil", "198.51.100.1", "1.1.1.1", "10.2.3.4", "x-forwarded-port");
  }

  private static void send(String... properties) {
    try (EdgeOnRoute edge = EdgeOnRoute.to(downstream.url(), stores, properties)) {
      String[] headers = SAID.clone();
      headers = Arrays.copyOf(headers, headers.length + 1);
      headers[SAID.length] = "X-API-Key: " + stores.issue(Environment.SANDBOX).key().reveal();
      assertThat(edge.edge().send("GET /v1/wallets", headers).status()).isEqualTo(200);
    }
  }
}
