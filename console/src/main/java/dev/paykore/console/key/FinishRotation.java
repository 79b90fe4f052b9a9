package dev.paykore.console.key;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends a rotation early: the old secret is refused from now on. */
@Component
public final class FinishRotation {

  private static final String RETIRE =
      "UPDATE api_key_secrets SET retires_at = :now WHERE key_id = :key AND retires_at > :now";

  private final Keys keys;
  private final Changes changes;
  private final DatabaseClient database;
  private final Clock clock;

  FinishRotation(Keys keys, Changes changes, DatabaseClient database, Clock clock) {
    this.keys = keys;
    this.changes = changes;
    this.database = database;
    this.clock = clock;
  }

  /** Gives the key as it is now; a refusal if it is not being rotated. */
  public Mono<ApiKey> finish(Caller caller, String id) {
    return keys.find(caller, id)
        .flatMap(key -> changes.changeKey(entry(caller, key), retire(key)))
        .then(Mono.defer(() -> keys.find(caller, id)));
  }

  private static AuditEntry entry(Caller caller, ApiKey key) {
    return new AuditEntry(caller, "key.rotation_finished", key.partnerId(), key.id(), "");
  }

  private Mono<Void> retire(ApiKey key) {
    return database
        .sql(RETIRE)
        .bind("key", key.id())
        .bind("now", clock.instant())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows > 0 && key.revokedAt() == null)
        .switchIfEmpty(Mono.error(() -> RefusedException.conflict("The key is not being rotated.")))
        .then();
  }
}
