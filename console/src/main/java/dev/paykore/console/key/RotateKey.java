package dev.paykore.console.key;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.PresentedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives a key a second secret. The old one stays valid for an overlap, never past the key's expiry;
 * id, label, bucket and usage stay the same.
 */
@Component
public final class RotateKey {

  /** The longest time for which both secrets may be valid. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private static final String RETIRE =
      """
      UPDATE api_key_secrets SET retires_at = :at WHERE key_id = :key AND retires_at IS NULL
      """;

  private final Keys keys;
  private final Secrets secrets;
  private final Changes changes;
  private final ApiKeyGenerator generator;
  private final DatabaseClient database;
  private final Clock clock;

  RotateKey(
      Keys keys,
      Secrets secrets,
      Changes changes,
      ApiKeyGenerator generator,
      DatabaseClient database,
      Clock clock) {
    this.keys = keys;
    this.secrets = secrets;
    this.changes = changes;
    this.generator = generator;
    this.database = database;
    this.clock = clock;
  }

  /** Gives the key and its new secret. */
  public Mono<IssuedKey> rotate(Caller caller, String id, Duration overlap) {
    return keys.find(caller, id)
        .doOnNext(found -> checkOverlap(overlap))
        .flatMap(found -> issue(caller, found, overlap));
  }

  private static void checkOverlap(Duration overlap) {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw RefusedException.invalid(
          "overlap_seconds",
          "Give a whole number from 0 to %d.".formatted(LONGEST_OVERLAP.toSeconds()));
    }
  }

  private Mono<IssuedKey> issue(Caller caller, ApiKey found, Duration overlap) {
    String id = found.id();
    PresentedKey secret = generator.newKey(found.environment());
    Mono<Void> change =
        Mono.defer(() -> keys.find(caller, id))
            .flatMap(key -> retireOld(key, overlap))
            .then(secrets.insert(id, secret));
    return changes
        .changeKey(entry(caller, found, overlap), change)
        .then(Mono.defer(() -> keys.find(caller, id)))
        .map(key -> new IssuedKey(key, secret));
  }

  /** Looks again under the partner's lock: the key may have been revoked or rotated meanwhile. */
  private Mono<Void> retireOld(ApiKey key, Duration overlap) {
    Instant now = clock.instant();
    return switch (key.statusAt(now)) {
      case REVOKED -> refuse("The key is revoked: create a new one.");
      case EXPIRED -> refuse("The key has expired: create a new one.");
      case ROTATING -> refuse("The key is being rotated: finish that first.");
      case ACTIVE -> retireAt(key, notPastExpiry(key, now.plus(overlap)));
    };
  }

  private static Mono<Void> refuse(String message) {
    return Mono.error(RefusedException.conflict(message));
  }

  private static Instant notPastExpiry(ApiKey key, Instant end) {
    Instant expiry = key.expiresOn() == null ? Instant.MAX : ApiKey.startOf(key.expiresOn());
    return end.isBefore(expiry) ? end : expiry;
  }

  private Mono<Void> retireAt(ApiKey key, Instant end) {
    return database.sql(RETIRE).bind("key", key.id()).bind("at", end).then();
  }

  private static AuditEntry entry(Caller caller, ApiKey key, Duration overlap) {
    String details = "the old secret stays for %d s".formatted(overlap.toSeconds());
    return new AuditEntry(caller, "key.rotated", key.partnerId(), key.id(), details);
  }
}
