package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.RequestPipeline;
import dev.paykore.gateway.authentication.AuthenticatedKey;
import dev.paykore.gateway.authentication.Authentication;
import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyRecord;
import java.util.function.Function;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets a request pass for a token of its key's bucket. When the limiter has learnt that the key has
 * changed, the request is authenticated anew before anything else happens to it.
 */
final class RateLimitFilter implements GlobalFilter, Ordered {

  /** How often a key may change under one request before the edge gives up. */
  private static final int MOST_CHANGES = 3;

  private static final long RETRY_AFTER_SECONDS = 1;

  private final ApiKeyRateLimiter limiter;
  private final Authentication authentication;
  private final Function<ServerWebExchange, Scheduler> home;

  /**
   * @param home where the work for a request goes on after Redis has answered
   */
  RateLimitFilter(
      ApiKeyRateLimiter limiter,
      Authentication authentication,
      Function<ServerWebExchange, Scheduler> home) {
    this.limiter = limiter;
    this.authentication = authentication;
    this.home = home;
  }

  @Override
  public int getOrder() {
    return RequestPipeline.RATE_LIMIT;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ApiKeyRecord record = AuthenticatedKey.of(exchange);
    if (record == null) {
      return Mono.error(new IllegalStateException("rate limit before authentication"));
    }
    return new Passage(exchange, chain).decide(record, MOST_CHANGES);
  }

  /** One request on its way through the filter. */
  private final class Passage {

    private final ServerWebExchange exchange;
    private final GatewayFilterChain chain;

    Passage(ServerWebExchange exchange, GatewayFilterChain chain) {
      this.exchange = exchange;
      this.chain = chain;
    }

    Mono<Void> decide(ApiKeyRecord record, int changesLeft) {
      return limiter
          .decide(record, RedisWait.of(exchange))
          .publishOn(home.apply(exchange))
          .flatMap(decision -> follow(decision, changesLeft));
    }

    private Mono<Void> follow(RateLimitDecision decision, int changesLeft) {
      return switch (decision) {
        case RateLimitDecision.Allowed allowed -> pass(allowed);
        case RateLimitDecision.Limited limited -> refuse(limited);
        case RateLimitDecision.Stale stale -> authenticateAnew(stale, changesLeft);
      };
    }

    private Mono<Void> pass(RateLimitDecision.Allowed allowed) {
      RateLimitHeaders.write(allowed, exchange.getResponse().getHeaders()::set);
      return chain.filter(exchange);
    }

    private Mono<Void> refuse(RateLimitDecision.Limited limited) {
      RateLimitHeaders.write(limited, exchange.getResponse().getHeaders()::set);
      return Mono.error(
          EdgeError.of(ErrorCode.RATE_LIMIT_EXCEEDED)
              .retryAfter(limited.retryAfterSeconds())
              .toException());
    }

    private Mono<Void> authenticateAnew(RateLimitDecision.Stale stale, int changesLeft) {
      if (changesLeft == 0) {
        return Mono.error(
            EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE)
                .retryAfter(RETRY_AFTER_SECONDS)
                .toException());
      }
      return authentication
          .authenticateAnew(exchange, stale.version())
          .flatMap(record -> decide(record, changesLeft - 1));
    }
  }
}
