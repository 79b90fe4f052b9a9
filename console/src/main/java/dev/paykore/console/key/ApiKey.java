package dev.paykore.console.key;

import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RecordLife;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param id the public id
 * @param partnerId whose it is
 * @param partnerName what people call the partner
 * @param environment where it works
 * @param label what it is for
 * @param expiresOn it is refused from 00:00 UTC of this day, or {@code null} for never
 * @param createdAt when it was created
 * @param createdBy by whom
 * @param revokedAt when it was revoked, or {@code null}
 * @param revokedBy by whom, or {@code null}
 * @param changedAt when it was last changed in a way that edges must learn of
 * @param takenAt since when Redis has that change, or {@code null} while it has not
 * @param secrets the newest first
 */
public record ApiKey(
    String id,
    String partnerId,
    String partnerName,
    Environment environment,
    String label,
    @Nullable LocalDate expiresOn,
    Instant createdAt,
    String createdBy,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    Instant changedAt,
    @Nullable Instant takenAt,
    List<Secret> secrets) {

  /** What the key is good for at the given time. */
  public KeyStatus statusAt(Instant now) {
    if (revokedAt != null) {
      return KeyStatus.REVOKED;
    }
    if (expiresOn != null && !now.isBefore(startOf(expiresOn))) {
      return KeyStatus.EXPIRED;
    }
    return secrets.stream().filter(secret -> secret.isValidAt(now)).count() > 1
        ? KeyStatus.ROTATING
        : KeyStatus.ACTIVE;
  }

  /** Whether the last change still waits for Redis. */
  public boolean isPending() {
    return takenAt == null;
  }

  /**
   * Since when the last change holds at every edge; while it waits for Redis, when it will at the
   * latest, since no edge believes a look-up for longer.
   */
  public Instant effectiveAt() {
    return takenAt != null
        ? takenAt
        : changedAt.plus(RecordLife.LOOK_UP).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** The newest secret. */
  public Secret currentSecret() {
    return secrets.getFirst();
  }

  /** When the key was last used with any of its secrets, or {@code null} for never. */
  public @Nullable Instant lastUsedAt() {
    return secrets.stream()
        .map(Secret::lastUsedAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  /** The key with other secrets. */
  public ApiKey withSecrets(List<Secret> others) {
    return new ApiKey(
        id,
        partnerId,
        partnerName,
        environment,
        label,
        expiresOn,
        createdAt,
        createdBy,
        revokedAt,
        revokedBy,
        changedAt,
        takenAt,
        others);
  }

  static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
