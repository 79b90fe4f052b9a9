package dev.paykore.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.ratelimit.RateLimitHeaders;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.EdgeAnswer;
import dev.paykore.gateway.testing.RawHttpClient;
import dev.paykore.gateway.testing.RawResponse;
import dev.paykore.keys.Environment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every status of the edge, reached over a real socket and compared whole. */
class ErrorContractTests {

  private static final String WALLETS = "GET /v1/wallets";

  private static EdgeFixture fixture;
  private static IssuedKey key;

  @BeforeAll
  static void start() {
    fixture = EdgeFixture.start("paykore.edge.downstream.response-timeout=1s");
    key = fixture.stores.issue(Environment.SANDBOX);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void answer() {
    fixture.sandboxWallets.will(Downstream.ok("sandbox wallets")).forget();
  }

  @Nested
  class MissingApiKey {

    @Test
    void isTheAnswerToARequestWithoutAKey() {
      unauthorized(ErrorCode.MISSING_API_KEY).assertIs(fixture.edge.send(WALLETS));
    }

    @Test
    void isTheAnswerToAPreflightToo() {
      RawResponse response =
          fixture.edge.send(
              "OPTIONS /v1/wallets",
              "Origin: https://partner.example",
              "Access-Control-Request-Method: GET");
      unauthorized(ErrorCode.MISSING_API_KEY).assertIs(response);
    }

    @Test
    void isTheAnswerOnUnknownPathsSoThatNobodyLearnsTheRoutes() {
      unauthorized(ErrorCode.MISSING_API_KEY).assertIs(fixture.edge.send("GET /nowhere"));
    }
  }

  @Nested
  class InvalidApiKey {

    @Test
    void isTheAnswerToAMalformedKey() {
      invalid(fixture.edge.send(WALLETS, "X-API-Key: sk_test_abc"));
    }

    @Test
    void isTheAnswerToAKeyThatNobodyHas() {
      String unknown = fixture.stores.unknownKey(Environment.SANDBOX).reveal();
      invalid(fixture.edge.send(WALLETS, "X-API-Key: " + unknown));
    }

    @Test
    void isTheAnswerToARevokedKeyFromTheNextRequestOn() {
      IssuedKey revoked = fixture.stores.issue(Environment.SANDBOX);
      assertThat(fixture.edge.send(WALLETS, header(revoked)).status()).isEqualTo(200);
      fixture.stores.change(revoked, "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'");
      invalid(fixture.edge.send(WALLETS, header(revoked)));
    }

    @Test
    void isTheAnswerToASandboxKeyOnALiveHostAndTheReverse() {
      IssuedKey live = fixture.stores.issue(Environment.LIVE);
      invalid(fixture.edge.send(WALLETS, "Host: live.localhost", header(key)));
      invalid(fixture.edge.send(WALLETS, "Host: sandbox.localhost:8080", header(live)));
      assertThat(fixture.liveWallets.heads()).isEmpty();
    }

    @Test
    void isTheAnswerHoweverThePinnedHostIsWritten() {
      for (String host : List.of("LIVE.localhost", "live.localhost.", "Live.LocalHost.:8080")) {
        invalid(fixture.edge.send(WALLETS, "Host: " + host, header(key)));
      }
      assertThat(fixture.sandboxWallets.heads()).isEmpty();
    }

    @Test
    void isTheAnswerToTwoKeysAndToOneSentTwice() {
      String other = fixture.stores.issue(Environment.SANDBOX).key().reveal();
      invalid(fixture.edge.send(WALLETS, header(key), "Authorization: Bearer " + other));
      invalid(fixture.edge.send(WALLETS, header(key), header(key)));
    }

    private static void invalid(RawResponse response) {
      unauthorized(ErrorCode.INVALID_API_KEY).assertIs(response);
    }
  }

  @Nested
  class ExpiredApiKey {

    @Test
    void namesTheDayAndWhatToDo() {
      IssuedKey expired = fixture.stores.issue(Environment.SANDBOX);
      fixture.stores.commit(
          expired, "UPDATE api_keys SET expires_on = '2025-01-01' WHERE id = '%s'");
      EdgeAnswer.of(
              ErrorCode.EXPIRED_API_KEY,
              "This API key expired on 2025-01-01. Create a new key in the dashboard.")
          .with("www-authenticate", "Bearer realm=\"paykore\"")
          .assertIs(fixture.edge.send(WALLETS, header(expired)));
    }
  }

  @Nested
  class RateLimitExceeded {

    @Test
    void saysWhenToTryAgainInHeaderAndBodyAlike() {
      IssuedKey limited = fixture.stores.issue(Environment.SANDBOX);
      fixture.stores.commit(limited, "UPDATE api_keys SET requests_per_minute = 1 WHERE id = '%s'");
      assertThat(fixture.edge.send(WALLETS, header(limited)).status()).isEqualTo(200);
      RawResponse refused = fixture.edge.send(WALLETS, header(limited));
      String seconds = refused.header("Retry-After");
      assertThat(Integer.parseInt(seconds)).isBetween(1, 60);
      assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("1");
      assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
      withLimitOf(refused, EdgeAnswer.of(ErrorCode.RATE_LIMIT_EXCEEDED))
          .with("retry-after", seconds)
          .withMeta("\"retry_after\":" + seconds)
          .assertIs(refused);
    }
  }

  @Nested
  class RouteNotFound {

    @Test
    void isTheAnswerOnAnUnknownPathWithAValidKeyAndTakesAToken() {
      RawResponse response = fixture.edge.send("GET /nowhere", header(key));
      withLimitOf(response, EdgeAnswer.of(ErrorCode.ROUTE_NOT_FOUND)).assertIs(response);
    }
  }

  @Nested
  class MethodNotAllowed {

    @Test
    void isTheAnswerToTraceConnectAndUnknownMethods() {
      for (String method : List.of("TRACE", "CONNECT", "FOO")) {
        EdgeAnswer.of(ErrorCode.METHOD_NOT_ALLOWED)
            .with("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
            .with("connection", "close")
            .assertIs(fixture.edge.send(method + " /v1/wallets", header(key)));
      }
    }
  }

  @Nested
  class PayloadTooLarge {

    private static final String MESSAGE =
        "The request body is larger than this endpoint accepts. The limit is 10485760 bytes.";

    @Test
    void isTheAnswerToAContentLengthBeyondTheBoundBeforeTheBodyIsSent() {
      RawResponse response =
          fixture.edge.send("POST /v1/wallets", header(key), "Content-Length: 10485761");
      EdgeAnswer expected =
          EdgeAnswer.of(ErrorCode.PAYLOAD_TOO_LARGE, MESSAGE).with("connection", "close");
      withLimitOf(response, expected).assertIs(response);
      assertThat(fixture.sandboxWallets.heads()).isEmpty();
    }

    @Test
    void isTheAnswerToABodyThatStreamsBeyondTheBound() {
      fixture.sandboxWallets.will(Downstream.silentUntilGone(new CountDownLatch(1)));
      try (RawHttpClient client = RawHttpClient.connect(fixture.edge.port())) {
        client.send(
            "POST /v1/wallets HTTP/1.1",
            "Host: localhost",
            header(key),
            "Transfer-Encoding: chunked",
            "");
        String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
        for (int i = 0; i < 10; i++) {
          client.sendText(chunk);
        }
        client.sendText("1\r\nx\r\n");
        RawResponse response = client.read();
        EdgeAnswer expected =
            EdgeAnswer.of(ErrorCode.PAYLOAD_TOO_LARGE, MESSAGE).with("connection", "close");
        withLimitOf(response, expected).assertIs(response);
      }
    }
  }

  @Nested
  class UriTooLong {

    @Test
    void isTheAnswerToARequestLineBeyondItsBound() {
      EdgeAnswer.of(ErrorCode.URI_TOO_LONG)
          .with("connection", "close")
          .assertIs(fixture.edge.send("GET /v1/" + "a".repeat(4096), header(key)));
    }
  }

  @Nested
  class HeadersTooLarge {

    @Test
    void isTheAnswerToHeadersBeyondTheirBound() {
      headersTooLarge(fixture.edge.send(WALLETS, "X-Filler: " + "a".repeat(8192)));
    }

    @Test
    void isTheAnswerToTooManyHeaders() {
      String[] headers =
          IntStream.rangeClosed(1, 100).mapToObj(n -> "X-" + n + ": a").toArray(String[]::new);
      headersTooLarge(fixture.edge.send(WALLETS, headers));
    }

    private static void headersTooLarge(RawResponse response) {
      EdgeAnswer.of(ErrorCode.HEADERS_TOO_LARGE).with("connection", "close").assertIs(response);
    }
  }

  @Nested
  class BadRequest {

    @Test
    void namesTheFieldAndWhatWasExpected() {
      EdgeAnswer.of(ErrorCode.BAD_REQUEST, "Path: expected no empty segments and no dot segments.")
          .with("connection", "close")
          .assertIs(fixture.edge.send("GET /v1//wallets", header(key)));
    }
  }

  @Nested
  class ServiceUnavailable {

    @Test
    void isTheAnswerToAKeyThatNobodyCanLookUp() {
      try (Stores away = Stores.start();
          EdgeOnRoute edge =
              EdgeOnRoute.to(
                  fixture.sandboxWallets.url(),
                  away,
                  "paykore.edge.redis.timeout=50ms",
                  "paykore.edge.authentication.postgres-timeout=500ms")) {
        IssuedKey cold = away.issue(Environment.SANDBOX);
        away.postgres().pause();
        away.redis().kill();
        EdgeAnswer.of(ErrorCode.SERVICE_UNAVAILABLE)
            .with("retry-after", "1")
            .withMeta("\"forwarded\":\"no\"")
            .assertIs(edge.edge().send(WALLETS, header(cold)));
        away.postgres().resume();
      }
    }
  }

  @Nested
  class InternalErrorCode {

    @Test
    void saysNothingOfItsCause() {
      RawResponse response = fixture.edge.send("GET /v1/bug", header(key));
      withLimitOf(response, EdgeAnswer.of(ErrorCode.INTERNAL_ERROR))
          .withMeta("\"forwarded\":\"unknown\"")
          .assertIs(response);
    }
  }

  @Nested
  class BadGateway {

    @Test
    void isTheAnswerWhenTheDownstreamEndsTheConnectionBeforeItAnswers() {
      fixture.sandboxWallets.will(Downstream.textAndEnd(""));
      badGateway("yes", fixture.edge.send(WALLETS, header(key)));
    }

    @Test
    void isTheAnswerToAResponseThatIsNoHttp() {
      fixture.sandboxWallets.will(Downstream.textAndEnd("SSH-2.0-OpenSSH_9.9\r\n\r\n"));
      badGateway("yes", fixture.edge.send(WALLETS, header(key)));
    }

    @Test
    void isTheAnswerToAResponseWithBrokenFraming() {
      fixture.sandboxWallets.will(
          Downstream.text("HTTP/1.1 200 OK\r\nContent-Length: -5\r\nX-Secret: 1\r\n\r\n"));
      badGateway("yes", fixture.edge.send(WALLETS, header(key)));
    }

    @Test
    void isTheAnswerWhenNothingListensThere() {
      int nobody = closedPort();
      try (EdgeOnRoute alone = EdgeOnRoute.to("http://localhost:" + nobody, fixture.stores)) {
        badGateway("no", alone.edge().send(WALLETS, header(key)));
      }
    }

    private static void badGateway(String forwarded, RawResponse response) {
      withLimitOf(response, EdgeAnswer.of(ErrorCode.BAD_GATEWAY))
          .withMeta("\"forwarded\":\"" + forwarded + "\"")
          .assertIs(response);
    }

    private static int closedPort() {
      try (Downstream gone = Downstream.answering("")) {
        return gone.port();
      }
    }
  }

  @Nested
  class GatewayTimeout {

    @Test
    void isTheAnswerWhenTheDownstreamSaysNothing() {
      CountDownLatch gone = new CountDownLatch(1);
      fixture.sandboxWallets.will(Downstream.silentUntilGone(gone));
      RawResponse response = fixture.edge.send(WALLETS, header(key));
      withLimitOf(response, EdgeAnswer.of(ErrorCode.GATEWAY_TIMEOUT))
          .withMeta("\"forwarded\":\"yes\"")
          .assertIs(response);
    }
  }

  private static String header(IssuedKey issued) {
    return "X-API-Key: " + issued.key().reveal();
  }

  private static EdgeAnswer unauthorized(ErrorCode code) {
    return EdgeAnswer.of(code).with("www-authenticate", "Bearer realm=\"paykore\"");
  }

  /** Expects the limit's headers as the response has them: each there, and once. */
  private static EdgeAnswer withLimitOf(RawResponse response, EdgeAnswer answer) {
    for (String name : RateLimitHeaders.NAMES) {
      answer.with(name.toLowerCase(Locale.ROOT), response.header(name));
    }
    return answer;
  }
}
