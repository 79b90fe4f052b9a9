package dev.paykore.console.usage;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Secret;
import dev.paykore.keys.usage.UsageCount;
import dev.paykore.keys.usage.UsageReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How a key is used, as all edges together have reported it. */
@Component
public final class Usage {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final UsageReader redis;
  private final UsageHistory history;
  private final Clock clock;

  Usage(UsageReader redis, UsageHistory history, Clock clock) {
    this.redis = redis;
    this.history = history;
    this.clock = clock;
  }

  /** The key's use; an error if the one who knows does not answer. */
  public Mono<UsageSeries> of(String keyId, Resolution resolution) {
    Instant now = clock.instant();
    return counts(keyId, resolution, resolution.startAt(now), resolution.endAt(now))
        .map(counts -> UsageSeries.of(resolution, now, counts));
  }

  private Mono<List<UsageCount>> counts(String keyId, Resolution resolution, long from, long to) {
    return switch (resolution) {
      case SECOND -> redis.bySecond(keyId, from, to).timeout(PATIENCE);
      case MINUTE -> redis.byMinute(keyId, from, to).timeout(PATIENCE);
      case HOUR -> history.byHour(keyId, from, to);
    };
  }

  /** The key with its secrets last used as of now; as of the last roll-up if Redis is away. */
  public Mono<ApiKey> withLastUse(ApiKey key) {
    return redis
        .lastUsed(key.id())
        .timeout(PATIENCE)
        .map(live -> key.withSecrets(key.secrets().stream().map(s -> latest(s, live)).toList()))
        .onErrorReturn(key);
  }

  private static Secret latest(Secret secret, Map<String, Instant> live) {
    Instant now = live.get(secret.id());
    Instant before = secret.lastUsedAt();
    return now == null || (before != null && now.isBefore(before))
        ? secret
        : new Secret(secret.id(), secret.lastFour(), secret.createdAt(), secret.retiresAt(), now);
  }
}
