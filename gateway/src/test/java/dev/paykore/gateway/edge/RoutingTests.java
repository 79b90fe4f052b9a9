package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.gateway.testing.RunningEdge;
import dev.paykore.keys.Environment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a request goes, what arrives there, and what comes back, with the repository's config. */
class RoutingTests {

  private static EdgeFixture fixture;
  private static IssuedKey sandbox;
  private static IssuedKey live;

  @BeforeAll
  static void start() {
    fixture = EdgeFixture.start();
    sandbox = fixture.stores.issue(Environment.SANDBOX);
    live = fixture.stores.issue(Environment.LIVE);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void answer() {
    fixture.sandboxWallets.will(Downstream.ok("sandbox wallets")).forget();
  }

  @Test
  void oneHostServesBothEnvironmentsByTheKey() {
    assertThat(body("GET /v1/wallets", sandbox)).isEqualTo("sandbox wallets");
    assertThat(body("GET /v1/wallets", live)).isEqualTo("live wallets");
    assertThat(body("GET /v1/transactions/txn_1", sandbox)).isEqualTo("sandbox transactions");
    assertThat(body("POST /v1/transactions", live)).isEqualTo("live transactions");
  }

  @Test
  void aPinnedHostServesItsOwnEnvironmentWhateverThePort() {
    assertThat(body("GET /v1/wallets", sandbox, "Host: sandbox.localhost"))
        .isEqualTo("sandbox wallets");
    assertThat(body("GET /v1/transactions", live, "Host: live.localhost:8080"))
        .isEqualTo("live transactions");
  }

  @Test
  void theDownstreamLearnsWhoCallsAndNothingOfTheKey() {
    fixture.edge.send("GET /v1/wallets?limit=2&key=" + secret(sandbox), header(sandbox));
    Downstream wallets = fixture.sandboxWallets;
    assertThat(wallets.lastHead()).startsWith("GET /v1/wallets?limit=2 HTTP/1.1\r\n");
    assertThat(wallets.received("X-PayKore-Partner-Id")).containsExactly(sandbox.partnerId());
    assertThat(wallets.received("X-PayKore-Key-Id")).containsExactly(sandbox.keyId());
    assertThat(wallets.received("X-PayKore-Environment")).containsExactly("sandbox");
    assertThat(wallets.received("X-PayKore-Tier")).containsExactly("starter");
    assertThat(wallets.received("Host")).containsExactly("localhost:" + wallets.port());
    assertThat(wallets.lastHead()).doesNotContain(secret(sandbox)).doesNotContain("X-API-Key");
  }

  @Test
  void theRequestIdIsTheEdgesOwnAndTheSameEverywhere() {
    RawResponse response =
        fixture.edge.send("GET /v1/wallets", header(sandbox), "X-Request-Id: req_ofTheClient");
    assertThat(fixture.sandboxWallets.received("X-Request-Id"))
        .containsExactly(response.header("X-Request-Id"))
        .doesNotContain("req_ofTheClient");
  }

  @Test
  void noIdentityAndNoAddressOfTheClientsMakingArrives() {
    fixture.edge.send(
        "GET /v1/wallets",
        header(sandbox),
        "X-PayKore-Partner-Id: ptn_evil",
        "x-paykore-tier: scale",
        "X_PayKore_Tier: scale",
        "Forwarded: for=203.0.113.9",
        "X-Forwarded-For: 203.0.113.9",
        "X-Forwarded-Host: live.localhost");
    Downstream wallets = fixture.sandboxWallets;
    assertThat(wallets.lastHead()).doesNotContain("evil", "scale", "203.0.113.9", "live.localhost");
    assertThat(wallets.received("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(wallets.received("X-Forwarded-Proto")).containsExactly("http");
    assertThat(wallets.received("X-Forwarded-Host")).containsExactly("localhost");
  }

  @Test
  void someoneElsesAuthorizationGoesOnUntouched() {
    fixture.edge.send("GET /v1/wallets", header(sandbox), "Authorization: Bearer of-someone-else");
    assertThat(fixture.sandboxWallets.received("Authorization"))
        .containsExactly("Bearer of-someone-else");
  }

  @Test
  void aKeyAsBearerIsAcceptedAndGoesNoFurther() {
    RawResponse response =
        fixture.edge.send("GET /v1/wallets", "Authorization: bearer " + secret(sandbox));
    assertThat(response.status()).isEqualTo(200);
    assertThat(fixture.sandboxWallets.received("Authorization")).isEmpty();
  }

  @Test
  void aConnectionHeaderCannotTakeAwayWhatTheEdgeSays() {
    for (String name : List.of("X-PayKore-Partner-Id", "X-API-Key", "X-Request-Id")) {
      RawResponse response =
          fixture.edge.send("GET /v1/wallets", header(sandbox), "Connection: close, " + name);
      assertThat(response.status()).as(name).isEqualTo(400);
    }
    assertThat(fixture.sandboxWallets.heads()).isEmpty();
  }

  @Test
  void anAnswerPassesUnchangedButForWhatOnlyTheEdgeSays() {
    fixture.sandboxWallets.will(
        Downstream.ok(
            "{}",
            "Content-Type: application/json",
            "ETag: \"1\"",
            "Set-Cookie: a=1",
            "Set-Cookie: b=2",
            "X-RateLimit-Remaining: 999999",
            "RateLimit: evil",
            "X-PayKore-Partner-Id: ptn_other",
            "X-Request-Id: req_downstream",
            "Keep-Alive: timeout=5"));
    RawResponse response = fixture.edge.send("GET /v1/wallets", header(sandbox));
    assertThat(response.body()).isEqualTo("{}");
    assertThat(response.header("ETag")).isEqualTo("\"1\"");
    assertThat(response.all("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(response.header("X-RateLimit-Remaining")).isNotEqualTo("999999");
    assertThat(response.header("RateLimit")).startsWith("\"default\";r=");
    assertThat(response.header("X-Request-Id")).matches("req_[A-Za-z0-9]{10}");
    assertThat(response.has("X-PayKore-Partner-Id")).isFalse();
    assertThat(response.has("Keep-Alive")).isFalse();
  }

  @Test
  void aDownstreamsOwnErrorsPassThroughWithTheLimit() {
    fixture.sandboxWallets.will(
        Downstream.text("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"));
    RawResponse response = fixture.edge.send("GET /v1/wallets", header(sandbox));
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("busy");
    assertThat(response.header("X-RateLimit-Limit")).isEqualTo("300");
  }

  @Test
  void requestsOnOneConnectionAreEachAuthenticated() {
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.port())) {
      assertThat(RunningEdge.send(client, "GET /v1/wallets", header(sandbox)).status())
          .isEqualTo(200);
      assertThat(RunningEdge.send(client, "GET /v1/wallets").status()).isEqualTo(401);
      assertThat(RunningEdge.send(client, "GET /v1/wallets", header(live)).body())
          .isEqualTo("live wallets");
    }
  }

  @Test
  void theManagementPortShowsHealthAndMetricsAlone() {
    try (RawHttpClient client = RawHttpClient.connect(fixture.edge.managementPort())) {
      assertThat(RunningEdge.send(client, "GET /actuator/health/liveness").status()).isEqualTo(200);
      assertThat(RunningEdge.send(client, "GET /actuator/prometheus").status()).isEqualTo(200);
      for (String endpoint : List.of("env", "beans", "heapdump", "gateway/routes", "loggers")) {
        assertThat(RunningEdge.send(client, "GET /actuator/" + endpoint).status()).isEqualTo(404);
      }
      assertThat(RunningEdge.send(client, "GET /v1/wallets", header(sandbox)).status())
          .isEqualTo(404);
    }
    assertThat(fixture.edge.send("GET /actuator/health", header(sandbox)).status()).isEqualTo(404);
  }

  private static String body(String requestLine, IssuedKey key, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = header(key);
    return fixture.edge.send(requestLine, all).body();
  }

  private static String header(IssuedKey key) {
    return "X-API-Key: " + secret(key);
  }

  private static String secret(IssuedKey key) {
    return key.key().reveal();
  }
}
