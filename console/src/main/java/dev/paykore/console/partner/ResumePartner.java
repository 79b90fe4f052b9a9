package dev.paykore.console.partner;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator resumes a suspended partner: its keys work again. */
@Component
public final class ResumePartner {

  private static final String UPDATE =
      "UPDATE partners SET suspended_at = NULL WHERE id = :id AND suspended_at IS NOT NULL";

  private final Partners partners;
  private final Changes changes;
  private final DatabaseClient database;

  ResumePartner(Partners partners, Changes changes, DatabaseClient database) {
    this.partners = partners;
    this.changes = changes;
    this.database = database;
  }

  /** Gives the partner as it is now; a refusal if it is resumed already. */
  public Mono<Partner> resume(Caller caller, String id) {
    AuditEntry entry = new AuditEntry(caller, "partner.resumed", id, id, "");
    return partners
        .find(caller, id)
        .doOnNext(found -> caller.requireOperator())
        .flatMap(found -> changes.changePartner(entry, update(id)))
        .then(Mono.defer(() -> partners.find(caller, id)));
  }

  private Mono<Void> update(String id) {
    return database
        .sql(UPDATE)
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(
            Mono.error(() -> RefusedException.conflict("The partner is resumed already.")))
        .then();
  }
}
