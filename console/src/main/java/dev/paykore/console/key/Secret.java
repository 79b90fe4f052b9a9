package dev.paykore.console.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One secret of a key, as far as it is known.
 *
 * @param id the public id
 * @param lastFour its last four characters
 * @param createdAt when it was made
 * @param retiresAt from when it is refused, or {@code null} for never
 * @param lastUsedAt when it was last used, as of the last roll-up, or {@code null} for never
 */
public record Secret(
    String id,
    String lastFour,
    Instant createdAt,
    @Nullable Instant retiresAt,
    @Nullable Instant lastUsedAt) {

  /** Whether the secret is still let in. */
  public boolean isValidAt(Instant now) {
    return retiresAt == null || now.isBefore(retiresAt);
  }

  /** Whether it is the older one of a rotation. */
  public boolean isRetiring() {
    return retiresAt != null;
  }
}
