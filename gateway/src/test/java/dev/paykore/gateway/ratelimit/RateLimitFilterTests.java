package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.authentication.AuthenticatedExchanges;
import dev.paykore.gateway.authentication.Authentication;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.EdgeException;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Tier;
import dev.paykore.keys.redis.RedisNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RateLimitFilterTests {

  private static BucketRedis redis;

  private final FailoverTokenBuckets buckets =
      new FailoverTokenBuckets(
          redis.limiter(),
          new LocalTokenBuckets(Clock.systemUTC()),
          new RateLimitMetrics(new SimpleMeterRegistry()));
  private final ApiKeyRateLimiter limiter =
      new ApiKeyRateLimiter(new Tiers(new RateLimitProperties(300, 1000, 1000)), buckets);
  private final ChangingKeys authentication = new ChangingKeys();
  private final RateLimitFilter filter =
      new RateLimitFilter(limiter, authentication, exchange -> Schedulers.immediate());
  private final List<ServerWebExchange> passed = new ArrayList<>();

  @BeforeAll
  static void start() {
    redis = new BucketRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void runsWhereThePipelineSays() {
    assertThat(filter.getOrder()).isEqualTo(RequestPipeline.RATE_LIMIT);
  }

  @Test
  void neverLetsThroughWhatIsNotAuthenticated() {
    MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    StepVerifier.create(filter(exchange)).verifyError(IllegalStateException.class);
    assertThat(passed).isEmpty();
  }

  @Nested
  class Allowed {

    @Test
    void aRequestPassesWithTheHeadersSet() {
      MockServerWebExchange exchange = request(Records.record(Tier.STARTER, null));
      exchange.getResponse().getHeaders().add("X-RateLimit-Limit", "of somebody else");
      StepVerifier.create(filter(exchange)).verifyComplete();
      assertThat(passed).containsExactly(exchange);
      HttpHeaders headers = exchange.getResponse().getHeaders();
      assertThat(headers.get("X-RateLimit-Limit")).containsExactly("300");
      assertThat(headers.get("X-RateLimit-Remaining")).containsExactly("299");
      assertThat(headers.get("RateLimit-Policy")).containsExactly("\"default\";q=300;w=60");
      assertThat(headers.get("RateLimit")).containsExactly("\"default\";r=299;t=1");
      assertThat(headers.getFirst("X-RateLimit-Reset")).matches("\\d{10}");
      assertThat(headers.containsHeader("Retry-After")).isFalse();
    }

    @Test
    void theHeadersAreThereWhateverComesAfterwards() {
      MockServerWebExchange exchange = request(Records.record(Tier.STARTER, null));
      StepVerifier.create(filter.filter(exchange, e -> Mono.error(new AssertionError("late"))))
          .verifyErrorMessage("late");
      assertThat(exchange.getResponse().getHeaders().headerNames())
          .containsAll(RateLimitHeaders.NAMES);
    }
  }

  @Nested
  class RateLimitExceeded {

    @Test
    void theRequestIsRefusedWithTheTimeToWaitAndTheHeaders() {
      ApiKeyRecord key = Records.record(Tier.STARTER, 2);
      StepVerifier.create(filter(request(key)).then(filter(request(key)))).verifyComplete();
      MockServerWebExchange refused = request(key);
      StepVerifier.create(filter(refused))
          .verifyErrorSatisfies(
              error -> {
                assertThat(errorOf(error).code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
                assertThat(errorOf(error).retryAfterSeconds()).isBetween(1L, 30L);
              });
      assertThat(passed).hasSize(2).doesNotContain(refused);
      HttpHeaders headers = refused.getResponse().getHeaders();
      assertThat(headers.get("X-RateLimit-Remaining")).containsExactly("0");
      assertThat(headers.get("X-RateLimit-Limit")).containsExactly("2");
      assertThat(headers.getFirst("RateLimit")).matches("\"default\";r=0;t=(30|29|28|27|26)");
    }
  }

  @Nested
  class ChangedKey {

    private final ApiKeyRecord key = Records.record(Tier.STARTER, 5);

    @Test
    void theRequestIsAuthenticatedAnewAndGoesByTheNewRecord() {
      publish(4);
      authentication.answers.add(Mono.just(Records.changed(key, 4, 9)));
      MockServerWebExchange exchange = request(key);
      StepVerifier.create(filter(exchange)).verifyComplete();
      assertThat(authentication.askedFor).containsExactly(4L);
      assertThat(exchange.getResponse().getHeaders().get("X-RateLimit-Limit")).containsExactly("9");
      assertThat(passed).containsExactly(exchange);
    }

    @Test
    void aRequestThatIsRefusedAnewGoesNoFurtherAndCarriesNoLimit() {
      publish(4);
      authentication.answers.add(Mono.error(EdgeError.of(ErrorCode.INVALID_API_KEY).toException()));
      MockServerWebExchange exchange = request(key);
      StepVerifier.create(filter(exchange))
          .verifyErrorSatisfies(
              error -> assertThat(errorOf(error).code()).isEqualTo(ErrorCode.INVALID_API_KEY));
      assertThat(passed).isEmpty();
      assertThat(exchange.getResponse().getHeaders().isEmpty()).isTrue();
    }

    @Test
    void aKeyThatIsStaleAgainAndAgainIsUnavailableNotForwarded() {
      publish(4);
      authentication.answers.addAll(
          List.of(Mono.just(key), Mono.just(key), Mono.just(key), Mono.just(key)));
      StepVerifier.create(filter(request(key)))
          .verifyErrorSatisfies(
              error -> {
                assertThat(errorOf(error).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
                assertThat(errorOf(error).retryAfterSeconds()).isEqualTo(1);
              });
      assertThat(authentication.askedFor).containsExactly(4L, 4L, 4L);
      assertThat(passed).isEmpty();
    }

    private void publish(long version) {
      redis.sync().set(RedisNames.version(key.keyId()), Long.toString(version));
    }
  }

  /** Gives the answers that a test has laid ready. */
  private static final class ChangingKeys implements Authentication {

    final List<Mono<ApiKeyRecord>> answers = new ArrayList<>();
    final List<Long> askedFor = new ArrayList<>();

    @Override
    public Mono<ApiKeyRecord> authenticate(ServerWebExchange exchange) {
      throw new AssertionError("already authenticated");
    }

    @Override
    public Mono<ApiKeyRecord> authenticateAnew(ServerWebExchange exchange, long version) {
      askedFor.add(version);
      return answers.removeFirst();
    }
  }

  private Mono<Void> filter(ServerWebExchange exchange) {
    return filter.filter(exchange, next -> Mono.fromRunnable(() -> passed.add(next)));
  }

  private static MockServerWebExchange request(ApiKeyRecord key) {
    MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    AuthenticatedExchanges.authenticate(exchange, key);
    return exchange;
  }

  private static EdgeError errorOf(Throwable error) {
    return ((EdgeException) error).error();
  }
}
