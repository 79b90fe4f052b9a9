package dev.paykore.console.api;

import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Secret;
import dev.paykore.console.usage.UsagePoint;
import dev.paykore.console.usage.UsageSeries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key's use as the API gives it. */
record UsageBody(
    String keyId,
    String resolution,
    Totals total,
    List<UsagePoint> points,
    List<SecretUse> secrets) {

  /** All of the time in one. */
  record Totals(long allowed, long limited, long errors) {}

  /** What one secret carried in the time. */
  record SecretUse(String id, String lastFour, long requests, @Nullable Instant lastUsedAt) {}

  static UsageBody of(ApiKey key, UsageSeries series) {
    UsagePoint total = series.total();
    return new UsageBody(
        key.id(),
        series.resolution().wireName(),
        new Totals(total.allowed(), total.limited(), total.errors()),
        series.points(),
        key.secrets().stream().map(secret -> use(secret, series)).toList());
  }

  private static SecretUse use(Secret secret, UsageSeries series) {
    long requests = series.requestsBySecret().getOrDefault(secret.id(), 0L);
    return new SecretUse(secret.id(), secret.lastFour(), requests, secret.lastUsedAt());
  }
}
