package dev.paykore.gateway.ratelimit;

import dev.paykore.gateway.redis.RedisUnavailableException;
import reactor.core.publisher.Mono;

/**
 * Decides from the buckets in Redis, and request by request from those of this process where Redis
 * gives no answer: never wide open, never an error. With Redis's next answer its buckets rule
 * again; they have refilled meanwhile, and what passed here is not charged to them.
 */
final class FailoverTokenBuckets {

  private final RedisTokenBuckets redis;
  private final LocalTokenBuckets local;
  private final RateLimitMetrics metrics;

  FailoverTokenBuckets(RedisTokenBuckets redis, LocalTokenBuckets local, RateLimitMetrics metrics) {
    this.redis = redis;
    this.local = local;
    this.metrics = metrics;
  }

  Mono<RateLimitDecision> take(Demand demand) {
    return redis
        .take(demand)
        .doOnNext(metrics::decided)
        .onErrorResume(RedisUnavailableException.class, away -> takeLocally(demand));
  }

  private Mono<RateLimitDecision> takeLocally(Demand demand) {
    RateLimitDecision decision = local.take(demand);
    metrics.decidedAlone(decision);
    return Mono.just(decision);
  }
}
