package dev.paykore.console.change;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.audit.AuditLog;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.postgres.ApiKeyChanges;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Makes a change: the change itself, its audit event and, where edges must learn of it, its outbox
 * rows are committed together or not at all. Completes when it is committed and Redis has either
 * taken it or not answered in time; in that case the outbox goes on trying.
 */
@Component
public final class Changes {

  private final ApiKeyChanges keys;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Publisher publisher;
  private final TransactionalOperator transaction;

  Changes(
      ApiKeyChanges keys,
      AuditLog audit,
      Outbox outbox,
      Publisher publisher,
      TransactionalOperator transaction) {
    this.keys = keys;
    this.audit = audit;
    this.outbox = outbox;
    this.publisher = publisher;
    this.transaction = transaction;
  }

  /** Makes a key; the entry names its partner and the key. */
  public Mono<Void> makeKey(String partnerId, AuditEntry entry, Mono<Void> change) {
    String keyId = entry.subjectId();
    Mono<Void> whole = change.then(audit.append(entry)).then(outbox.addKey(keyId));
    return keys.commitNewKey(partnerId, keyId, whole).flatMap(publisher::tryToPublish);
  }

  /** Changes the key that the entry names. */
  public Mono<Void> changeKey(AuditEntry entry, Mono<Void> change) {
    String keyId = entry.subjectId();
    Mono<Void> whole = change.then(audit.append(entry)).then(outbox.addKey(keyId));
    return keys.commitKey(keyId, whole).flatMap(publisher::tryToPublish);
  }

  /** Changes the partner that the entry names, and with it all keys that are not revoked. */
  public Mono<Void> changePartner(AuditEntry entry, Mono<Void> change) {
    String partnerId = entry.subjectId();
    Mono<Void> whole = change.then(audit.append(entry)).then(outbox.addKeysOf(partnerId));
    return keys.commitPartner(partnerId, whole)
        .map(Changes::withoutRevoked)
        .flatMap(publisher::tryToPublish);
  }

  /** Changes what edges do not know of. */
  public Mono<Void> change(AuditEntry entry, Mono<Void> change) {
    return change.then(audit.append(entry)).as(transaction::transactional);
  }

  private static List<ApiKeyRecord> withoutRevoked(List<ApiKeyRecord> records) {
    return records.stream().filter(r -> r.status() != ApiKeyRecord.Status.REVOKED).toList();
  }
}
