package dev.paykore.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.bucket.TokenBucket;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Allowed;
import dev.paykore.gateway.ratelimit.RateLimitDecision.Limited;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTests {

  private static final long NOW = 1_717_200_000_001L;

  private final Map<String, String> headers = new HashMap<>();

  @Test
  void ofAnAllowedRequestSayWhatIsLeftAndWhenAllIsThereAgain() {
    RateLimitHeaders.write(new Allowed(quota(247, false)), headers::put);
    assertThat(headers)
        .containsOnly(
            Map.entry("X-RateLimit-Limit", "300"),
            Map.entry("X-RateLimit-Remaining", "247"),
            // 53 tokens of 200 ms from one millisecond past the second.
            Map.entry("X-RateLimit-Reset", "1717200011"),
            Map.entry("RateLimit", "\"default\";r=247;t=11"),
            Map.entry("RateLimit-Policy", "\"default\";q=300;w=60"));
  }

  @Test
  void ofARefusedRequestNameTheTimeToRetry() {
    RateLimitHeaders.write(new Limited(quota(0, false)), headers::put);
    assertThat(headers)
        .containsEntry("X-RateLimit-Remaining", "0")
        .containsEntry("X-RateLimit-Reset", "1717200061")
        .containsEntry("RateLimit", "\"default\";r=0;t=1");
  }

  @Test
  void ofAFallbackSaySo() {
    RateLimitHeaders.write(new Allowed(quota(247, true)), headers::put);
    assertThat(headers)
        .containsEntry("RateLimit-Policy", "\"default\";q=300;w=60;paykore-fallback");
  }

  @Test
  void areAllAmongTheNames() {
    RateLimitHeaders.write(new Allowed(quota(1, false)), headers::put);
    assertThat(headers.keySet()).containsExactlyInAnyOrderElementsOf(RateLimitHeaders.NAMES);
  }

  private static Quota quota(long tokens, boolean fallback) {
    return new Quota(new TokenBucket(tokens * TokenBucket.UNITS_PER_TOKEN, NOW, 300), fallback);
  }
}
