package dev.paykore.console.audit;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.paging.Cursor;
import dev.paykore.console.paging.Page;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.sql.Columns;
import dev.paykore.console.user.Caller;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The audit log. The database itself refuses to change or to forget an event. */
@Component
public final class AuditLog {

  private static final String INSERT =
      """
      INSERT INTO audit_events (at, actor_id, actor, address, action, partner_id, subject_id, details)
      VALUES (:at, :actor_id, :actor, :address, :action, :partner_id, :subject_id, :details)
      """;
  // The id is turned into a text that sorts like the number.
  private static final String SELECT =
      "SELECT *, lpad(id::text, 19, '0') AS event_id FROM audit_events"
          + " WHERE (CAST(:partner AS text) IS NULL OR partner_id = :partner)"
          + Page.condition("at", "lpad(id::text, 19, '0')");

  private final DatabaseClient database;
  private final Clock clock;

  AuditLog(DatabaseClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Writes an entry; to be called in the transaction of the change. */
  public Mono<Void> append(AuditEntry entry) {
    return database
        .sql(INSERT)
        .bind("at", clock.instant())
        .bind("actor_id", entry.caller().id())
        .bind("actor", entry.caller().name())
        .bind("address", entry.caller().address())
        .bind("action", entry.action())
        .bind("partner_id", nullable(entry.partnerId(), String.class))
        .bind("subject_id", entry.subjectId())
        .bind("details", entry.details())
        .then();
  }

  /** The events that the caller may see, the newest first. */
  public Mono<Page<AuditEvent>> list(Caller caller, PageRequest request) {
    Flux<AuditEvent> events =
        Page.bind(database.sql(SELECT), request)
            .bind("partner", nullable(caller.partnerId(), String.class))
            .map(AuditLog::toEvent)
            .all();
    return Page.of(events, request, event -> new Cursor(event.at(), event.id()));
  }

  private static AuditEvent toEvent(Readable row) {
    return new AuditEvent(
        Columns.text(row, "event_id"),
        Columns.instant(row, "at"),
        Columns.text(row, "actor_id"),
        Columns.text(row, "actor"),
        Columns.text(row, "address"),
        Columns.text(row, "action"),
        Columns.textOrNull(row, "partner_id"),
        Columns.text(row, "subject_id"),
        Columns.text(row, "details"));
  }
}
