package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.authentication.Authentication;
import dev.paykore.gateway.redis.HomeLoop;
import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.gateway.redis.RedisConnection;
import dev.paykore.gateway.redis.RedisWarmUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The wiring of the rate limit. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

  private static final String HEALTH_DETAIL = "rate limit";

  @Bean
  RateLimitMetrics rateLimitMetrics(MeterRegistry registry) {
    return new RateLimitMetrics(registry);
  }

  @Bean
  TakeCalls takeCalls(
      RedisConnection redis, ReactorResourceFactory reactor, RateLimitMetrics metrics) {
    EventLoopGroup loops = reactor.getLoopResources().onClient(LoopResources.DEFAULT_NATIVE);
    return new TakeCalls(redis, redis.isCluster() ? 1 : TakeCalls.MOST_BUCKETS, loops, metrics);
  }

  @Bean
  FailoverTokenBuckets tokenBuckets(
      TakeCalls calls, RedisBreakers breakers, Clock clock, RateLimitMetrics metrics) {
    return new FailoverTokenBuckets(
        new RedisTokenBuckets(calls, breakers), new LocalTokenBuckets(clock), metrics);
  }

  @Bean
  Tiers tiers(RateLimitProperties started) {
    return new Tiers(started);
  }

  @Bean
  ApiKeyRateLimiter apiKeyRateLimiter(Tiers tiers, FailoverTokenBuckets buckets) {
    return new ApiKeyRateLimiter(tiers, buckets);
  }

  @Bean
  ApiKeyResolver apiKeyResolver(ApiKeyRateLimiter limiter) {
    return new ApiKeyResolver(limiter);
  }

  @Bean
  RateLimitFilter rateLimitFilter(ApiKeyRateLimiter limiter, Authentication authentication) {
    return new RateLimitFilter(limiter, authentication, HomeLoop::of);
  }

  /** Nobody's bucket: full again, and with that gone, within a second. */
  @Bean
  RedisWarmUp rateLimitWarmUp(FailoverTokenBuckets buckets) {
    return () -> buckets.take(new Demand("key_nobody", 0, 1_000));
  }

  /** Always up: without Redis the edge limits, too, only each process for itself. */
  @Bean
  HealthIndicator rateLimitHealthIndicator(RateLimitMetrics metrics) {
    return () ->
        Health.up().withDetail(HEALTH_DETAIL, metrics.isFallback() ? "local" : "redis").build();
  }
}
