package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.error.EdgeError;
import dev.paykore.gateway.error.ErrorCode;
import dev.paykore.gateway.redis.RedisWait;
import dev.paykore.keys.ApiKeyRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.cloud.gateway.support.AbstractStatefulConfigurable;
import reactor.core.publisher.Mono;

/**
 * The gateway's rate limiter: one bucket a key, whatever the route. The edge's own filter uses
 * {@link #decide}; the gateway's interface is for whatever else knows only that, and takes no
 * configuration by route.
 */
final class ApiKeyRateLimiter extends AbstractStatefulConfigurable<Object>
    implements RateLimiter<Object> {

  private final Supplier<RateLimitProperties> tiers;
  private final FailoverTokenBuckets buckets;

  ApiKeyRateLimiter(Supplier<RateLimitProperties> tiers, FailoverTokenBuckets buckets) {
    super(Object.class);
    this.tiers = tiers;
    this.buckets = buckets;
  }

  /** Takes a token of the key's bucket. */
  Mono<RateLimitDecision> decide(ApiKeyRecord record, RedisWait waited) {
    return buckets.take(demand(record, waited));
  }

  /** What a request with the key wants. */
  Demand demand(ApiKeyRecord record, RedisWait waited) {
    return new Demand(record.keyId(), record.version(), tiers.get().limitOf(record), waited);
  }

  /**
   * Takes a token for a {@link Demand#asText()}. A key that has changed is an error signal: the
   * interface has no answer for it.
   */
  @Override
  public Mono<Response> isAllowed(String routeId, String id) {
    return buckets.take(Demand.parse(id)).flatMap(ApiKeyRateLimiter::response);
  }

  private static Mono<Response> response(RateLimitDecision decision) {
    Map<String, String> headers = new HashMap<>();
    return switch (decision) {
      case RateLimitDecision.Allowed allowed -> {
        RateLimitHeaders.write(allowed, headers::put);
        yield Mono.just(new Response(true, headers));
      }
      case RateLimitDecision.Limited limited -> {
        RateLimitHeaders.write(limited, headers::put);
        yield Mono.just(new Response(false, headers));
      }
      case RateLimitDecision.Stale stale ->
          Mono.error(EdgeError.of(ErrorCode.SERVICE_UNAVAILABLE).retryAfter(1).toException());
    };
  }
}
