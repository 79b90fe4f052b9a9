package dev.paykore.console.partner;

import dev.paykore.keys.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partner.
 *
 * @param id the public id
 * @param name what people call it
 * @param tier its plan
 * @param requestsPerMinute its own limit, on the tier Scale, or {@code null} for the tier's
 * @param suspendedAt since when none of its keys works, or {@code null}
 * @param createdAt when it was created
 * @param activeKeys how many keys are neither revoked nor expired
 * @param pending whether a change still waits for Redis
 */
public record Partner(
    String id,
    String name,
    Tier tier,
    @Nullable Integer requestsPerMinute,
    @Nullable Instant suspendedAt,
    Instant createdAt,
    long activeKeys,
    boolean pending) {

  public boolean isSuspended() {
    return suspendedAt != null;
  }
}
