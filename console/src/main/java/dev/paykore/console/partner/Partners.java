package dev.paykore.console.partner;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.paging.Cursor;
import dev.paykore.console.paging.Page;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.sql.Columns;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Tier;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The partners that a caller may see. */
@Component
public final class Partners {

  private static final String SELECT =
      """
      SELECT p.*,
             (SELECT count(*) FROM api_keys k WHERE k.partner_id = p.id AND k.revoked_at IS NULL
               AND (k.expires_on IS NULL OR k.expires_on > (now() AT TIME ZONE 'UTC')::date))
               AS active_keys,
             EXISTS (SELECT FROM outbox o JOIN api_keys k ON k.id = o.key_id
                     WHERE k.partner_id = p.id) AS pending
      FROM partners p
      WHERE (CAST(:own AS text) IS NULL OR p.id = :own)
      """;
  private static final String SELECT_ONE = SELECT + " AND p.id = :id";
  private static final String SELECT_PAGE = SELECT + Page.condition("p.created_at", "p.id");

  private final DatabaseClient database;

  Partners(DatabaseClient database) {
    this.database = database;
  }

  /** The partner; a refusal if it does not exist for the caller. */
  public Mono<Partner> find(Caller caller, String id) {
    return database
        .sql(SELECT_ONE)
        .bind("own", nullable(caller.partnerId(), String.class))
        .bind("id", id)
        .map(Partners::toPartner)
        .one()
        .switchIfEmpty(Mono.error(RefusedException::notFound));
  }

  /** The partners, the newest first. */
  public Mono<Page<Partner>> list(Caller caller, PageRequest request) {
    Flux<Partner> partners =
        Page.bind(database.sql(SELECT_PAGE), request)
            .bind("own", nullable(caller.partnerId(), String.class))
            .map(Partners::toPartner)
            .all();
    return Page.of(partners, request, partner -> new Cursor(partner.createdAt(), partner.id()));
  }

  private static Partner toPartner(Readable row) {
    return new Partner(
        Columns.text(row, "id"),
        Columns.text(row, "name"),
        Tier.ofWireName(Columns.text(row, "tier")),
        row.get("requests_per_minute", Integer.class),
        Columns.instantOrNull(row, "suspended_at"),
        Columns.instant(row, "created_at"),
        Columns.number(row, "active_keys"),
        Columns.flag(row, "pending"));
  }
}
