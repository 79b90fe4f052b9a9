package dev.paykore.console.partner;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator suspends a partner: none of its keys works from their next request on. */
@Component
public final class SuspendPartner {

  private static final String UPDATE =
      "UPDATE partners SET suspended_at = :now WHERE id = :id AND suspended_at IS NULL";

  private final Partners partners;
  private final Changes changes;
  private final DatabaseClient database;
  private final Clock clock;

  SuspendPartner(Partners partners, Changes changes, DatabaseClient database, Clock clock) {
    this.partners = partners;
    this.changes = changes;
    this.database = database;
    this.clock = clock;
  }

  /** Gives the partner as it is now; a refusal if it is suspended already. */
  public Mono<Partner> suspend(Caller caller, String id) {
    AuditEntry entry = new AuditEntry(caller, "partner.suspended", id, id, "");
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
        .bind("now", clock.instant())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(
            Mono.error(() -> RefusedException.conflict("The partner is suspended already.")))
        .then();
  }
}
