package dev.paykore.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.authentication.lookup.LookUp.AnsweredBy;
import dev.paykore.gateway.authentication.lookup.LookUps;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.error.Forwarded;
import dev.paykore.gateway.stores.IssuedKey;
import dev.paykore.gateway.stores.Stores;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AuthenticationFilterTests {

  private static final String REVOKE = "UPDATE api_keys SET revoked_at = now() WHERE id = '%s'";
  private static final String RAISE_LIMIT =
      "UPDATE api_keys SET requests_per_minute = 777 WHERE id = '%s'";
  private static final String EXPIRE =
      "UPDATE api_keys SET expires_on = '2025-01-01' WHERE id = '%s'";

  private static Stores stores;

  private final EdgeUnderTest edge = new EdgeUnderTest(stores);
  private final IssuedKey issued = stores.issue(Environment.SANDBOX);
  private final AtomicInteger passed = new AtomicInteger();
  private final GatewayFilterChain chain = exchange -> Mono.fromRunnable(passed::incrementAndGet);

  @BeforeAll
  static void start() {
    stores = Stores.start();
  }

  @AfterAll
  static void stop() {
    stores.close();
  }

  @Test
  void standsInThePipelineWhereItIsSaidTo() {
    assertThat(edge.filter.getOrder()).isEqualTo(RequestPipeline.AUTHENTICATION);
  }

  @Nested
  class Accepted {

    @Test
    void aGoodKeyPassesOnceAndLeavesItsRecordForLaterStages() {
      ServerWebExchange exchange = request(Environment.SANDBOX);
      pass(exchange);
      assertThat(passed).hasValue(1);
      assertThat(AuthenticatedKey.of(exchange).keyId()).isEqualTo(issued.keyId());
      assertThat(edge.outcomes("authenticated", AnsweredBy.POSTGRES)).isEqualTo(1);
    }

    @Test
    void isCountedByWhoKnewTheKey() {
      EdgeUnderTest another = new EdgeUnderTest(stores);
      pass(request(Environment.SANDBOX));
      pass(request(Environment.SANDBOX));
      Stores.get(another.filter.filter(request(Environment.SANDBOX), chain));
      assertThat(edge.outcomes("authenticated", AnsweredBy.POSTGRES)).isEqualTo(1);
      assertThat(edge.outcomes("authenticated", AnsweredBy.PROCESS)).isEqualTo(1);
      assertThat(another.outcomes("authenticated", AnsweredBy.REDIS)).isEqualTo(1);
    }

    @Test
    void isCountedForEachWhoSharedALookUp() {
      Flux<Void> together =
          Flux.range(0, 100)
              .flatMap(i -> edge.filter.filter(request(Environment.SANDBOX), chain), 100);
      Stores.get(together.collectList());
      assertThat(
              edge.outcomes("authenticated", AnsweredBy.POSTGRES)
                  + edge.outcomes("authenticated", AnsweredBy.PROCESS))
          .isEqualTo(100);
      assertThat(edge.lookUps.answeredBy(AnsweredBy.POSTGRES)).isEqualTo(1);
    }

    @Test
    void aRouteOfBothEnvironmentsTakesKeysOfBoth() {
      pass(request(null));
      pass(EdgeUnderTest.request(null, stores.issue(Environment.LIVE).key()));
      assertThat(passed).hasValue(2);
    }

    @Test
    void aKeyThatAStoreKnowsPassesOnTheThreadOfItsConnection() {
      AtomicReference<String> thread = new AtomicReference<>();
      GatewayFilterChain next =
          exchange -> Mono.fromRunnable(() -> thread.set(Thread.currentThread().getName()));
      Stores.get(edge.filter.filter(request(Environment.SANDBOX), next));
      assertThat(thread.get()).startsWith("home");
    }

    @Test
    void aRememberedKeyPassesOnTheCallersThread() {
      pass(request(Environment.SANDBOX));
      edge.filter.filter(request(Environment.SANDBOX), chain).subscribe();
      assertThat(passed).hasValue(2);
    }
  }

  @Nested
  class MissingApiKey {

    @Test
    void hasTheContractsMessage() {
      EdgeError error = refusal(withoutKey());
      assertThat(error.code()).isEqualTo(ErrorCode.MISSING_API_KEY);
      assertThat(error.code().status()).isEqualTo(HttpStatus.UNAUTHORIZED);
      assertThat(error.message()).isEqualTo("No API key was provided. Add an X-API-Key header.");
      assertThat(edge.outcomes("missing", AnsweredBy.NOBODY)).isEqualTo(1);
    }
  }

  @Nested
  class TooManyUnknownKeys {

    @Test
    void areAnsweredWithTheTimeToWait() {
      for (int i = 0; i < LookUps.UNKNOWN_A_MINUTE; i++) {
        assertInvalid(refusal(withUnknownKey()));
      }
      EdgeError error = refusal(withUnknownKey());
      assertThat(error.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
      assertThat(error.retryAfterSeconds()).isEqualTo(10);
      assertThat(edge.outcomes("slowed", AnsweredBy.NOBODY)).isEqualTo(1);
    }

    @Test
    void leaveKeysOfTheSameAddressAsTheyWere() {
      pass(request(Environment.SANDBOX));
      for (int i = 0; i < 2 * LookUps.UNKNOWN_A_MINUTE; i++) {
        refusal(withUnknownKey());
      }
      pass(request(Environment.SANDBOX));
      assertThat(passed).hasValue(2);
    }

    private ServerWebExchange withUnknownKey() {
      return EdgeUnderTest.request(Environment.SANDBOX, stores.unknownKey(Environment.SANDBOX));
    }
  }

  @Nested
  class InvalidApiKey {

    @Test
    void hasTheContractsMessage() {
      EdgeError error =
          refusal(
              EdgeUnderTest.request(Environment.SANDBOX, stores.unknownKey(Environment.SANDBOX)));
      assertInvalid(error);
      assertThat(error.code().status()).isEqualTo(HttpStatus.UNAUTHORIZED);
      assertThat(edge.outcomes("invalid", AnsweredBy.POSTGRES)).isEqualTo(1);
    }

    @Test
    void ofTheOtherEnvironmentIsNotLookedUp() {
      assertInvalid(refusal(request(Environment.LIVE)));
      assertThat(lookUps()).isZero();
    }

    @Test
    void malformedIsNeverLookedUp() {
      Arbitraries.strings()
          .withCharRange('!', '~')
          .ofMinLength(1)
          .ofMaxLength(80)
          .sampleStream()
          .limit(1_000)
          .forEach(text -> assertInvalid(refusal(withHeader(text))));
      assertThat(lookUps()).isZero();
      assertThat(edge.outcomes("invalid", AnsweredBy.NOBODY)).isEqualTo(1_000);
    }

    @Test
    void revokedIsRefusedOnceTheLimiterKnowsTheVersion() {
      ServerWebExchange exchange = request(Environment.SANDBOX);
      pass(exchange);
      long version = stores.change(issued, REVOKE).getFirst().version();
      assertInvalid(refusal(edge.authentication.authenticateAnew(exchange, version)));
      assertThat(AuthenticatedKey.of(exchange)).as("no key, so no rate-limit headers").isNull();
      assertInvalid(refusal(request(Environment.SANDBOX)));
    }
  }

  @Nested
  class ExpiredApiKey {

    @Test
    void hasTheContractsMessageFromMidnightUtcOnThoughItIsRemembered() {
      stores.commit(issued, EXPIRE);
      pass(request(Environment.SANDBOX));
      edge.lookUps.ticker.advance(Duration.ofSeconds(1));
      edge.setTime(Instant.parse("2025-01-01T00:00:00Z"));
      EdgeError error = refusal(request(Environment.SANDBOX));
      assertThat(error.code()).isEqualTo(ErrorCode.EXPIRED_API_KEY);
      assertThat(error.code().status()).isEqualTo(HttpStatus.UNAUTHORIZED);
      assertThat(error.message())
          .isEqualTo("This API key expired on 2025-01-01. Create a new key in the dashboard.");
      assertThat(edge.outcomes("expired", AnsweredBy.REDIS)).isEqualTo(1);
    }
  }

  @Nested
  class ServiceUnavailable {

    @Test
    void isTheAnswerWhileNobodyKnowsTheKeyAndSaysThatItMayBeSentAgain() {
      stores.postgres().execute("ALTER VIEW edge_api_keys RENAME TO away");
      EdgeError error = refusal(request(Environment.SANDBOX));
      stores.postgres().execute("ALTER VIEW away RENAME TO edge_api_keys");
      assertThat(error.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
      assertThat(error.retryAfterSeconds()).isEqualTo(1);
      assertThat(error.forwarded()).isEqualTo(Forwarded.NO);
      assertThat(edge.outcomes("unavailable", AnsweredBy.NOBODY)).isEqualTo(1);
    }
  }

  @Test
  void aChangedKeyIsAuthenticatedAnewWithItsNewRecord() {
    ServerWebExchange exchange = request(Environment.SANDBOX);
    pass(exchange);
    long version = stores.change(issued, RAISE_LIMIT).getFirst().version();
    ApiKeyRecord anew = Stores.get(edge.authentication.authenticateAnew(exchange, version));
    assertThat(anew.requestsPerMinute()).isEqualTo(777);
    assertThat(AuthenticatedKey.of(exchange)).isEqualTo(anew);
  }

  @Test
  void aRefusalDoesNotHoldTheKey() {
    String key = issued.key().reveal();
    EdgeException refused = refused(edge.filter.filter(request(Environment.LIVE), chain));
    assertThat(refused.toString() + refused.error()).doesNotContain(key);
  }

  private ServerWebExchange request(Environment route) {
    return EdgeUnderTest.request(route, issued.key());
  }

  private static ServerWebExchange withoutKey() {
    return EdgeUnderTest.request(Environment.SANDBOX, MockServerHttpRequest.get("/").build());
  }

  private static ServerWebExchange withHeader(String apiKey) {
    return EdgeUnderTest.request(
        Environment.SANDBOX, MockServerHttpRequest.get("/").header("X-API-Key", apiKey).build());
  }

  private void pass(ServerWebExchange exchange) {
    Stores.get(edge.filter.filter(exchange, chain));
  }

  private EdgeError refusal(ServerWebExchange exchange) {
    int passedBefore = passed.get();
    EdgeError error = refusal(edge.filter.filter(exchange, chain));
    assertThat(passed).hasValue(passedBefore);
    assertThat(AuthenticatedKey.of(exchange)).isNull();
    return error;
  }

  private static EdgeError refusal(Mono<?> outcome) {
    return refused(outcome).error();
  }

  private static EdgeException refused(Mono<?> outcome) {
    return catchThrowableOfType(EdgeException.class, () -> Stores.get(outcome));
  }

  private static void assertInvalid(EdgeError error) {
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
    assertThat(error.message()).isEqualTo("The API key provided is invalid or has been revoked.");
  }

  private double lookUps() {
    return edge.lookUps.registry.find("paykore.edge.key.lookups").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
