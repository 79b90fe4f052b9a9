package dev.paykore.gateway.ratelimit;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * The response headers that tell a client where it stands: the three that partners were promised,
 * and the fields of the IETF draft ({@code draft-ietf-httpapi-ratelimit-headers-10}).
 */
public final class RateLimitHeaders {

  static final String LIMIT = "X-RateLimit-Limit";
  static final String REMAINING = "X-RateLimit-Remaining";
  static final String RESET = "X-RateLimit-Reset";
  static final String RATE_LIMIT = "RateLimit";
  static final String RATE_LIMIT_POLICY = "RateLimit-Policy";

  /** All of them; a downstream's own headers of these names never reach a client. */
  public static final List<String> NAMES =
      List.of(LIMIT, REMAINING, RESET, RATE_LIMIT, RATE_LIMIT_POLICY);

  private static final String POLICY = "\"default\"";
  private static final String FALLBACK = ";paykore-fallback";

  private RateLimitHeaders() {}

  /** Gives the headers of a request that has its token. */
  static void write(RateLimitDecision.Allowed allowed, BiConsumer<String, String> headers) {
    write(allowed.quota(), allowed.quota().bucket().secondsUntilFull(), headers);
  }

  /** Gives the headers of a refused request; its {@code RateLimit} names the time to retry. */
  static void write(RateLimitDecision.Limited limited, BiConsumer<String, String> headers) {
    write(limited.quota(), limited.retryAfterSeconds(), headers);
  }

  private static void write(Quota quota, long seconds, BiConsumer<String, String> headers) {
    headers.accept(LIMIT, Integer.toString(quota.limit()));
    headers.accept(REMAINING, Long.toString(quota.remaining()));
    headers.accept(RESET, Long.toString(quota.resetEpochSeconds()));
    headers.accept(RATE_LIMIT, POLICY + ";r=" + quota.remaining() + ";t=" + seconds);
    headers.accept(RATE_LIMIT_POLICY, policy(quota));
  }

  private static String policy(Quota quota) {
    String shared = POLICY + ";q=" + quota.limit() + ";w=60";
    return quota.isFallback() ? shared + FALLBACK : shared;
  }
}
