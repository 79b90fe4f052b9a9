package dev.paykore.console.partner;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.ApiKeyGenerator;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator creates a partner. */
@Component
public final class CreatePartner {

  private static final String INSERT =
      """
      INSERT INTO partners (id, name, tier, requests_per_minute, created_at)
      VALUES (:id, :name, :tier, :limit, :now)
      """;

  private final Partners partners;
  private final Changes changes;
  private final ApiKeyGenerator generator;
  private final DatabaseClient database;
  private final Clock clock;

  CreatePartner(
      Partners partners,
      Changes changes,
      ApiKeyGenerator generator,
      DatabaseClient database,
      Clock clock) {
    this.partners = partners;
    this.changes = changes;
    this.generator = generator;
    this.database = database;
    this.clock = clock;
  }

  /** Gives the new partner. */
  public Mono<Partner> create(Caller caller, PartnerPlan plan) {
    caller.requireOperator();
    String id = generator.newId("ptn");
    AuditEntry entry = new AuditEntry(caller, "partner.created", id, id, plan.describe());
    return changes
        .change(entry, insert(id, plan))
        .then(Mono.defer(() -> partners.find(caller, id)));
  }

  private Mono<Void> insert(String id, PartnerPlan plan) {
    return database
        .sql(INSERT)
        .bind("id", id)
        .bind("name", plan.name())
        .bind("tier", plan.tier().wireName())
        .bind("limit", nullable(plan.requestsPerMinute(), Integer.class))
        .bind("now", clock.instant())
        .then();
  }
}
