package dev.paykore.gateway.authentication.slowing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.gateway.bucket.TokenBucket.Take;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many unknown keys a minute each network may send to this process: a bucket of tokens each.
 * Their number is bounded; one that is dropped is as good as full.
 */
public final class UnknownKeyAllowance {

  private static final int MOST_NETWORKS = 100_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** From empty to full, whatever the allowance. */
  private static final Duration TIME_TO_FILL = Duration.ofMinutes(1);

  private final int perMinute;
  private final Ticker ticker;
  private final long startNanos;
  private final Cache<Network, Take> lastTakes;

  /**
   * @param perMinute unknown keys a network; 0 for any number of them
   */
  public UnknownKeyAllowance(int perMinute, Ticker ticker) {
    this.perMinute = perMinute;
    this.ticker = ticker;
    this.startNanos = ticker.read();
    this.lastTakes =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumSize(MOST_NETWORKS)
            .expireAfterWrite(TIME_TO_FILL)
            .build();
  }

  /** Takes a token and gives 0, or the whole seconds until there is one. */
  public long take(Network network) {
    if (perMinute == 0) {
      return 0;
    }
    Take take = lastTakes.asMap().compute(network, (any, last) -> takeOne(last));
    return take.granted() == 1 ? 0 : take.after().secondsUntilToken();
  }

  /** Gives a token back that was taken for what turned out to be no unknown key. */
  public void giveBack(Network network) {
    lastTakes
        .asMap()
        .computeIfPresent(network, (any, last) -> new Take(last.granted(), last.after().plus(1)));
  }

  /** How many networks are remembered. */
  public long networks() {
    lastTakes.cleanUp();
    return lastTakes.estimatedSize();
  }

  private Take takeOne(@Nullable Take last) {
    long nowMillis = (ticker.read() - startNanos) / NANOS_PER_MILLI;
    TokenBucket bucket = last == null ? TokenBucket.full(perMinute, nowMillis) : last.after();
    return bucket.take(1, nowMillis, perMinute);
  }
}
