package dev.paykore.console.key;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Revokes a key with all its secrets, for good. */
@Component
public final class RevokeKey {

  private static final String UPDATE =
      """
      UPDATE api_keys SET revoked_at = :now, revoked_by = :caller
      WHERE id = :id AND revoked_at IS NULL
      """;

  private final Keys keys;
  private final Changes changes;
  private final DatabaseClient database;
  private final Clock clock;

  RevokeKey(Keys keys, Changes changes, DatabaseClient database, Clock clock) {
    this.keys = keys;
    this.changes = changes;
    this.database = database;
    this.clock = clock;
  }

  /** Gives the revoked key; a refusal if it was revoked before. */
  public Mono<ApiKey> revoke(Caller caller, String id) {
    return keys.find(caller, id)
        .flatMap(key -> changes.changeKey(entry(caller, key), update(caller, id)))
        .then(Mono.defer(() -> keys.find(caller, id)));
  }

  private static AuditEntry entry(Caller caller, ApiKey key) {
    String details = "“%s”".formatted(key.label());
    return new AuditEntry(caller, "key.revoked", key.partnerId(), key.id(), details);
  }

  private Mono<Void> update(Caller caller, String id) {
    return database
        .sql(UPDATE)
        .bind("id", id)
        .bind("now", clock.instant())
        .bind("caller", caller.name())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(() -> RefusedException.conflict("The key is revoked already.")))
        .then();
  }
}
