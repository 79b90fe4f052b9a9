package dev.paykore.console.key;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.user.Caller;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives a key another label; edges do not know labels, so they are not told. */
@Component
public final class RenameKey {

  private final Keys keys;
  private final Changes changes;
  private final DatabaseClient database;

  RenameKey(Keys keys, Changes changes, DatabaseClient database) {
    this.keys = keys;
    this.changes = changes;
    this.database = database;
  }

  /** Gives the key as it is now. */
  public Mono<ApiKey> rename(Caller caller, String id, Label label) {
    return keys.find(caller, id)
        .flatMap(key -> changes.change(entry(caller, key, label), update(id, label)))
        .then(Mono.defer(() -> keys.find(caller, id)));
  }

  private static AuditEntry entry(Caller caller, ApiKey key, Label label) {
    String details = "“%s” → “%s”".formatted(key.label(), label.text());
    return new AuditEntry(caller, "key.renamed", key.partnerId(), key.id(), details);
  }

  private Mono<Void> update(String id, Label label) {
    return database
        .sql("UPDATE api_keys SET label = :label WHERE id = :id")
        .bind("id", id)
        .bind("label", label.text())
        .then();
  }
}
