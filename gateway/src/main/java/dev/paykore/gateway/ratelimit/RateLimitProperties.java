package dev.paykore.gateway.ratelimit;

import dev.paykore.keys.ApiKeyRecord;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests a minute each tier allows a key.
 *
 * @param scale for a Scale partner without a number of its own
 */
@Validated
@ConfigurationProperties(prefix = "paykore.edge.requests-per-minute", ignoreUnknownFields = false)
record RateLimitProperties(
    @Min(1) @Max(RateLimitProperties.HIGHEST) @DefaultValue("300") int starter,
    @Min(1) @Max(RateLimitProperties.HIGHEST) @DefaultValue("1000") int growth,
    @Min(1) @Max(RateLimitProperties.HIGHEST) @DefaultValue("1000") int scale) {

  /** The largest limit that the schema takes. */
  static final int HIGHEST = 100_000_000;

  /** The requests a minute of a key: its own or its partner's number, else that of the tier. */
  int limitOf(ApiKeyRecord record) {
    Integer own = record.requestsPerMinute();
    return own != null
        ? own
        : switch (record.tier()) {
          case STARTER -> starter;
          case GROWTH -> growth;
          case SCALE -> scale;
        };
  }
}
