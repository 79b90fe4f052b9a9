package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.authentication.Authentication;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.gateway.stores.OneBreaker;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Tier;
import dev.paykore.servers.FreePort;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class RateLimitConfigurationTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(RateLimitConfiguration.class, WithoutRedis.class);

  @Test
  void theGatewaysOwnInterfacesAreServed() {
    context.run(
        started ->
            assertThat(started)
                .hasSingleBean(RateLimiter.class)
                .hasSingleBean(KeyResolver.class)
                .hasSingleBean(RateLimitFilter.class));
  }

  @Test
  void withoutRedisTheEdgeLimitsAndIsUpAndSaysSo() {
    context.run(
        started -> {
          HealthIndicator indicator = started.getBean(HealthIndicator.class);
          assertThat(indicator.health().getDetails()).containsEntry("rate limit", "redis");
          ApiKeyRecord key = Records.record(Tier.STARTER, 1);
          ApiKeyRateLimiter limiter = started.getBean(ApiKeyRateLimiter.class);
          assertThat(limiter.decide(key, new RedisWait()).block())
              .isInstanceOf(RateLimitDecision.Allowed.class);
          assertThat(limiter.decide(key, new RedisWait()).block())
              .isInstanceOf(RateLimitDecision.Limited.class);
          Health health = indicator.health();
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsEntry("rate limit", "local");
        });
  }

  /** What the rest of the edge provides, with nobody at the other end of the connection. */
  @Configuration(proxyBeanMethods = false)
  static class WithoutRedis {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ReactorResourceFactory reactorResources() {
      return new ReactorResourceFactory();
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient() {
      return RedisClient.create("redis://localhost:" + FreePort.next());
    }

    @Bean
    RedisConnection redisConnection(RedisClient client) {
      return new RedisConnection(client);
    }

    @Bean
    RedisBreakers redisBreakers() {
      return OneBreaker.of(Duration.ofSeconds(5));
    }

    @Bean
    Authentication authentication() {
      return new Authentication() {
        @Override
        public Mono<ApiKeyRecord> authenticate(ServerWebExchange exchange) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Mono<ApiKeyRecord> authenticateAnew(ServerWebExchange exchange, long version) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }
}
