package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.redis.RedisWait;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Names the bucket of a request for {@link ApiKeyRateLimiter#isAllowed}. */
final class ApiKeyResolver implements KeyResolver {

  private final ApiKeyRateLimiter limiter;

  ApiKeyResolver(ApiKeyRateLimiter limiter) {
    this.limiter = limiter;
  }

  /** The demand of the request's key as text; empty for a request that is not authenticated. */
  @Override
  public Mono<String> resolve(ServerWebExchange exchange) {
    return Mono.justOrEmpty(AuthenticatedKey.of(exchange))
        .map(record -> limiter.demand(record, RedisWait.of(exchange)).asText());
  }
}
