package dev.paykore.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.paykore.gateway.bucket.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of this process alone, for as long as Redis gives no answer: the same size and the
 * same arithmetic, so at most one capacity more passes a process and outage. Their number is
 * bounded; one that is dropped is as good as full.
 */
final class LocalTokenBuckets {

  private static final int MOST_BUCKETS = 100_000;

  /** From empty to full, whatever the limit. */
  private static final Duration TIME_TO_FILL = Duration.ofMinutes(1);

  private final Clock clock;
  private final ConcurrentMap<String, TokenBucket.Take> lastTakes =
      Caffeine.newBuilder()
          .maximumSize(MOST_BUCKETS)
          .expireAfterWrite(TIME_TO_FILL)
          .<String, TokenBucket.Take>build()
          .asMap();

  LocalTokenBuckets(Clock clock) {
    this.clock = clock;
  }

  /** Takes a token at once; never says that a record is stale, for nobody knows. */
  RateLimitDecision take(Demand demand) {
    TokenBucket.Take take =
        lastTakes.compute(demand.keyId(), (id, last) -> takeOne(last, demand.limit()));
    return RateLimitDecision.of(take.granted() == 1, new Quota(take.after(), true));
  }

  private TokenBucket.Take takeOne(TokenBucket.@Nullable Take last, int limit) {
    long nowMillis = clock.millis();
    TokenBucket bucket = last == null ? TokenBucket.full(limit, nowMillis) : last.after();
    return bucket.take(1, nowMillis, limit);
  }
}
