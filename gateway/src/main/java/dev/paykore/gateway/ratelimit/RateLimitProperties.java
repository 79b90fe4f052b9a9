package dev.paykore.gateway.ratelimit;

import dev.paykore.keys.ApiKeyRecord;
import jakarta.validation.Valid;
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
@ConfigurationProperties(prefix = "paykore.edge.tiers", ignoreUnknownFields = false)
record RateLimitProperties(
    @Valid @DefaultValue Starter starter,
    @Valid @DefaultValue Growth growth,
    @Valid @DefaultValue Scale scale) {

  /** The largest limit that the schema takes. */
  static final int HIGHEST = 100_000_000;

  /** The Starter tier. */
  record Starter(@Min(1) @Max(HIGHEST) @DefaultValue("300") int requestsPerMinute) {}

  /** The Growth tier. */
  record Growth(@Min(1) @Max(HIGHEST) @DefaultValue("1000") int requestsPerMinute) {}

  /** The Scale tier. */
  record Scale(@Min(1) @Max(HIGHEST) @DefaultValue("1000") int requestsPerMinute) {}

  /** The requests a minute of a key: its own or its partner's number, else that of the tier. */
  int limitOf(ApiKeyRecord record) {
    Integer own = record.requestsPerMinute();
    return own != null
        ? own
        : switch (record.tier()) {
          case STARTER -> starter.requestsPerMinute();
          case GROWTH -> growth.requestsPerMinute();
          case SCALE -> scale.requestsPerMinute();
        };
  }
}
