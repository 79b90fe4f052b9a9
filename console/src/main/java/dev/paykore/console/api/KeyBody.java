package dev.paykore.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paykore.console.key.ApiKey;
import dev.paykore.console.key.Secret;
import dev.paykore.keys.PresentedKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the API gives it.
 *
 * @param secret the full key, in the one answer that gives it
 * @param expiresAt the day from whose 00:00 UTC on it is refused
 * @param effectiveAt since when the last change holds at every edge, or when it will at the latest
 * @param pending whether that change still waits for Redis
 */
record KeyBody(
    String id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    String partnerId,
    String label,
    String environment,
    String status,
    @Nullable LocalDate expiresAt,
    Instant createdAt,
    String createdBy,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Nullable String revokedBy,
    Instant effectiveAt,
    boolean pending,
    List<SecretBody> secrets) {

  /** A secret, without itself. */
  record SecretBody(
      String id,
      String lastFour,
      String status,
      Instant createdAt,
      @Nullable Instant retiresAt,
      @Nullable Instant lastUsedAt) {

    static SecretBody of(Secret secret, Instant now) {
      String status = secret.isRetiring() ? "retiring" : "active";
      return new SecretBody(
          secret.id(),
          secret.lastFour(),
          secret.isValidAt(now) ? status : "retired",
          secret.createdAt(),
          secret.retiresAt(),
          secret.lastUsedAt());
    }
  }

  static KeyBody of(ApiKey key, Instant now) {
    return of(key, null, now);
  }

  static KeyBody of(ApiKey key, @Nullable PresentedKey secret, Instant now) {
    return new KeyBody(
        key.id(),
        secret == null ? null : secret.reveal(),
        key.partnerId(),
        key.label(),
        key.environment().wireName(),
        key.statusAt(now).wireName(),
        key.expiresOn(),
        key.createdAt(),
        key.createdBy(),
        key.lastUsedAt(),
        key.revokedAt(),
        key.revokedBy(),
        key.effectiveAt(),
        key.isPending(),
        key.secrets().stream().map(one -> SecretBody.of(one, now)).toList());
  }

  @Override
  public String toString() {
    return id;
  }
}
