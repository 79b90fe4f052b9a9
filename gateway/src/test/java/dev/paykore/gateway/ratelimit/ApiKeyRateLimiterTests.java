package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.AuthenticatedExchanges;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Tier;
import dev.paykore.keys.redis.RedisNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.test.StepVerifier;

/** The limiter as the gateway's own interfaces see it. */
class ApiKeyRateLimiterTests {

  private static BucketRedis redis;

  private final ApiKeyRateLimiter limiter =
      new ApiKeyRateLimiter(
          new Tiers(new RateLimitProperties(2, 1000, 1000)),
          new FailoverTokenBuckets(
              redis.limiter(),
              new LocalTokenBuckets(Clock.systemUTC()),
              new RateLimitMetrics(new SimpleMeterRegistry())));
  private final ApiKeyResolver resolver = new ApiKeyResolver(limiter);
  private final ApiKeyRecord key = Records.record(Tier.STARTER, null);

  @BeforeAll
  static void start() {
    redis = new BucketRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void limitsWhatTheResolverNamesWithOneBucketForAllRoutes() {
    String id = resolver.resolve(exchange(key)).block();
    StepVerifier.create(limiter.isAllowed("wallets", id))
        .assertNext(
            response -> {
              assertThat(response.isAllowed()).isTrue();
              assertThat(response.getHeaders()).containsEntry("X-RateLimit-Remaining", "1");
            })
        .verifyComplete();
    limiter.decide(key, new RedisWait()).block();
    StepVerifier.create(limiter.isAllowed("transactions", id))
        .assertNext(
            response -> {
              assertThat(response.isAllowed()).isFalse();
              assertThat(response.getHeaders())
                  .containsOnlyKeys(RateLimitHeaders.NAMES)
                  .containsEntry("X-RateLimit-Remaining", "0");
            })
        .verifyComplete();
  }

  @Test
  void aChangedKeyIsAnErrorBecauseTheInterfaceHasNoAnswerForIt() {
    redis.sync().set(RedisNames.version(key.keyId()), "2");
    StepVerifier.create(limiter.isAllowed("wallets", limiter.demand(key, new RedisWait()).asText()))
        .verifyError(EdgeException.class);
  }

  @Test
  void theResolverNamesNothingWithoutAKey() {
    MockServerWebExchange anonymous = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    StepVerifier.create(resolver.resolve(anonymous)).verifyComplete();
  }

  @Test
  void aDemandSurvivesBeingText() {
    Demand demand = new Demand("key_1", Long.MAX_VALUE, 300);
    assertThat(Demand.parse(demand.asText()))
        .usingRecursiveComparison()
        .ignoringFields("waited")
        .isEqualTo(demand);
  }

  private static MockServerWebExchange exchange(ApiKeyRecord key) {
    MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    AuthenticatedExchanges.authenticate(exchange, key);
    return exchange;
  }
}
