package dev.paykore.gateway.guard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard lets pass, and what is left of it on the far side. */
@TestInstance(Lifecycle.PER_CLASS)
class PassingTests {

  private GuardedEdge edge;

  @BeforeAll
  void start() {
    edge = GuardedEdge.withDefaults();
  }

  @AfterAll
  void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/wallets",
        "/v1/wallets/",
        "/v1/wallets/w_1-2.3~4",
        "/a..b/...",
        "/.well-known/x",
        "/a:b@c!$&'()*+,=",
        "/%61dmin",
        "/a%20b",
        "/a%3bb",
        "/100%25",
        "/100%25zz",
        "/%e2%82%ac",
        "/%f0%9f%92%b6",
        "/a?b=c",
        "/a?",
        "/a??b//../;c",
        "/a?filter[x]=1",
        "/a?b=%00%2e%2f",
        "/a?b=c+d%20e"
      })
  void aPathOfOneSpellingIsForwardedAsItIs(String target) {
    RawResponse response = get("GET " + target + " HTTP/1.1", "Host: localhost", "");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).startsWith("GET " + target.replaceAll("\\?.*", "") + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost/a, /a",
    "HTTP://LOCALHOST/a, /a",
    "https://localhost/a, /a",
    "http://localhost, /",
    "http://localhost?a=b, /"
  })
  void anAbsoluteTargetOfTheSameHostBecomesAPath(String target, String path) {
    RawResponse response = get("GET " + target + " HTTP/1.1", "Host: localhost", "");
    assertThat(response.body()).startsWith("GET " + path + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "api.paykore.dev",
        "api.paykore.dev.",
        "localhost:8080",
        "localhost:65535",
        "127.0.0.1:1",
        "[::1]",
        "[::1]:8080",
        "LOCALHOST"
      })
  void aNameOrAnAddressIsAHost(String host) {
    assertThat(get("GET /a HTTP/1.1", "Host: " + host, "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void aMethodOfThePublicApiPasses(String method) {
    RawResponse response = get(method + " /a HTTP/1.1", "Host: a", "Content-Length: 4", "", "body");
    assertThat(response.body()).startsWith(method + " /a\n").endsWith("\n\nbody");
  }

  @Test
  void http10IsAnswered() {
    assertThat(get("GET /a HTTP/1.0", "Host: a", "").status()).isEqualTo(200);
    assertThat(get("GET /bug HTTP/1.0", "Host: a", "").header("Connection")).isEqualTo("close");
  }

  @Test
  void aFoldedHeaderReachesTheFarSideOnOneLine() {
    RawResponse response = get("GET /a HTTP/1.1", "Host: a", "X-Note: one", " two", "");
    assertThat(seenByFarSide(response)).contains("x-note: one two");
  }

  @Test
  void chunksReachTheFarSideWhole() {
    RawResponse response =
        get("POST /a HTTP/1.1", "Host: a", "Transfer-Encoding: Chunked", "", "4", "body", "0", "");
    assertThat(response.body()).endsWith("\n\nbody");
  }

  @Test
  void trailersReachNobody() {
    RawResponse response =
        get(
            "POST /a HTTP/1.1",
            "Host: a",
            "Transfer-Encoding: chunked",
            "Trailer: X-PayKore-Partner-Id",
            "",
            "4",
            "body",
            "0",
            "X-PayKore-Partner-Id: partner_2",
            "");
    assertThat(response.body()).endsWith("\n\nbody").doesNotContain("artner");
  }

  @Test
  void theFarSideSeesOnlyWhatAClientMaySay() {
    RawResponse response =
        get(
            "GET /a HTTP/1.1",
            "Host: a",
            "Accept: */*",
            "X-Request-Id: mine",
            "x-request-id: mine too",
            "X_Request_Id: mine as well",
            "X-PayKore-Partner-Id: partner_2",
            "x-paykore-environment: live",
            "X-Paykore-Anything: at all",
            "X_PayKore_Key_Id: key_2",
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Host: evil",
            "X-Forwarded-Prefix: /evil",
            "Forwarded: for=203.0.113.9",
            "X-Real-IP: 203.0.113.9",
            "True-Client-IP: 203.0.113.9",
            "X-Original-URL: /admin",
            "X-Rewrite-URL: /admin",
            "X-HTTP-Method-Override: DELETE",
            "Content_Length: 4",
            "TE: trailers",
            "Keep-Alive: timeout=5",
            "Proxy-Connection: keep-alive",
            "");
    assertThat(seenByFarSide(response))
        .containsExactlyInAnyOrder(
            "host: a",
            "accept: */*",
            "x-forwarded-for: 127.0.0.1",
            "x-request-id: " + response.header("X-Request-Id"));
  }

  @Test
  void headersThatTheConnectionNamesEndHereAndTheConnectionStays() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send(
          "GET /a HTTP/1.1", "Host: a", "Connection: X-Hop, TE", "X-Hop: 1", "X-End: 2", "");
      assertThat(seenByFarSide(client.read())).contains("x-end: 2").doesNotContain("x-hop: 1");
      client.send("GET /a HTTP/1.1", "Host: a", "");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void anUpgradeToHttp2IsNotHonoured() {
    RawResponse response =
        get(
            "GET /a HTTP/1.1",
            "Host: a",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
            "");
    assertThat(response.status()).isEqualTo(200);
    assertThat(seenByFarSide(response)).noneMatch(header -> header.contains("h2c"));
  }

  @Test
  void aConnectionThatTheClientEndsIsClosedAfterItsResponse() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("GET /a HTTP/1.1", "Host: a", "Connection: close", "");
      assertThat(client.read().header("Connection")).isEqualTo("close");
      client.expectEnd();
    }
  }

  @Test
  void theClientIsToldToContinue() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.send("POST /a HTTP/1.1", "Host: a", "Content-Length: 4", "Expect: 100-continue", "");
      assertThat(client.read().status()).isEqualTo(100);
      RawResponse response = client.sendText("body").read();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("X-Request-Id")).startsWith("req_");
    }
  }

  @Test
  void aClientThatIsToldToContinueMayEndTheConnectionWithItsNextRequest() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      client.sendText(
          "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\nbody"
              + "GET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.read().body()).startsWith("POST /a\n");
      assertThat(client.read().body()).startsWith("GET /b\n");
      client.expectEnd();
    }
  }

  @Test
  void everyResponseHasAnIdOfItsOwnInPlaceOfTheFarSides() {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      String first =
          client.send("GET /own-id HTTP/1.1", "Host: a", "").read().header("X-Request-Id");
      String second = client.send("GET /a HTTP/1.1", "Host: a", "").read().header("X-Request-Id");
      assertThat(first).matches("req_[A-Za-z0-9]{10}").isNotEqualTo(second);
      assertThat(second).matches("req_[A-Za-z0-9]{10}");
    }
  }

  private RawResponse get(String... lines) {
    try (RawHttpClient client = RawHttpClient.connect(edge.port())) {
      return client.send(lines).read();
    }
  }

  private static List<String> seenByFarSide(RawResponse response) {
    String head = response.body().split("\n\n", 2)[0];
    return head.lines()
        .skip(1)
        .map(PassingTests::withLowerCaseName)
        .filter(header -> !header.startsWith("user-agent: ReactorNetty"))
        .toList();
  }

  private static String withLowerCaseName(String header) {
    int colon = header.indexOf(':');
    return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
  }
}
