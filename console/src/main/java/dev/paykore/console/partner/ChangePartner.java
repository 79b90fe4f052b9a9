package dev.paykore.console.partner;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.user.Caller;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator changes a partner's name, tier or limit; its keys have the new limit at once. */
@Component
public final class ChangePartner {

  private static final String UPDATE =
      """
      UPDATE partners SET name = :name, tier = :tier, requests_per_minute = :limit WHERE id = :id
      """;

  private final Partners partners;
  private final Changes changes;
  private final DatabaseClient database;

  ChangePartner(Partners partners, Changes changes, DatabaseClient database) {
    this.partners = partners;
    this.changes = changes;
    this.database = database;
  }

  /** Gives the partner as it is now. */
  public Mono<Partner> change(Caller caller, String id, PartnerPlan plan) {
    return partners
        .find(caller, id)
        .doOnNext(found -> caller.requireOperator())
        .flatMap(found -> changes.changePartner(entry(caller, id, plan), update(id, plan)))
        .then(Mono.defer(() -> partners.find(caller, id)));
  }

  private static AuditEntry entry(Caller caller, String id, PartnerPlan plan) {
    return new AuditEntry(caller, "partner.changed", id, id, plan.describe());
  }

  private Mono<Void> update(String id, PartnerPlan plan) {
    return database
        .sql(UPDATE)
        .bind("id", id)
        .bind("name", plan.name())
        .bind("tier", plan.tier().wireName())
        .bind("limit", nullable(plan.requestsPerMinute(), Integer.class))
        .then();
  }
}
