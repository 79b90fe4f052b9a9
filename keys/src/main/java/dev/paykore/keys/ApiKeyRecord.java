package dev.paykore.keys;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * All that a verdict on one secret needs.
 *
 * @param hash the hash of the secret that this record speaks of
 * @param version the partner's version when the record was read; a higher one replaces it
 * @param keyId the public id of the key, the same for all its secrets
 * @param secretId the public id of the secret
 * @param partnerId the public id of the partner
 * @param environment the only environment in which the key works
 * @param tier the partner's tier
 * @param requestsPerMinute the limit set on the key or the partner, or {@code null} for the tier's
 * @param expiresOn the key is refused from 00:00 UTC of this day, or {@code null} for never
 * @param retiresAt the secret is refused from this instant, or {@code null} for never
 * @param status whether the key may be used at all
 */
public record ApiKeyRecord(
    ApiKeyHash hash,
    long version,
    String keyId,
    String secretId,
    String partnerId,
    Environment environment,
    Tier tier,
    @Nullable Integer requestsPerMinute,
    @Nullable LocalDate expiresOn,
    @Nullable Instant retiresAt,
    Status status) {

  /** Whether a key may be used, before its environment and its dates are looked at. */
  public enum Status {
    ACTIVE,
    REVOKED,
    SUSPENDED
  }

  public ApiKeyRecord {
    if (version < 0) {
      throw new IllegalArgumentException("version: %d (expected: >= 0)".formatted(version));
    }
    if (requestsPerMinute != null && requestsPerMinute < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute: %d (expected: >= 1)".formatted(requestsPerMinute));
    }
  }

  /** Whether the key is neither revoked nor its partner suspended nor this secret retired. */
  public boolean isUsableAt(Instant now) {
    return status == Status.ACTIVE && (retiresAt == null || now.isBefore(retiresAt));
  }

  /** Whether the expiry date has begun, in UTC. */
  public boolean isExpiredAt(Instant now) {
    return expiresOn != null && !now.isBefore(expiresOn.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
