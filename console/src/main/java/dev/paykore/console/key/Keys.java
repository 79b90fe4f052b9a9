package dev.paykore.console.key;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.paging.Cursor;
import dev.paykore.console.paging.Page;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.sql.Columns;
import dev.paykore.console.user.Caller;
import dev.paykore.keys.Environment;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The keys that a caller may see. */
@Component
public final class Keys {

  private static final String SELECT =
      """
      SELECT k.*, p.name AS partner_name FROM api_keys k JOIN partners p ON p.id = k.partner_id
      WHERE (CAST(:own AS text) IS NULL OR k.partner_id = :own)
      """;
  private static final String SELECT_ONE = SELECT + " AND k.id = :id";
  private static final String SELECT_PAGE =
      SELECT + " AND k.partner_id = :partner" + Page.condition("k.created_at", "k.id");
  private static final String SELECT_SECRETS =
      "SELECT * FROM api_key_secrets WHERE key_id = ANY(:keys) ORDER BY created_at DESC, id";

  private final DatabaseClient database;

  Keys(DatabaseClient database) {
    this.database = database;
  }

  /** The key; a refusal if it does not exist for the caller. */
  public Mono<ApiKey> find(Caller caller, String id) {
    return database
        .sql(SELECT_ONE)
        .bind("own", nullable(caller.partnerId(), String.class))
        .bind("id", id)
        .map(Keys::toKey)
        .one()
        .flatMap(key -> withSecrets(List.of(key)).map(List::getFirst))
        .switchIfEmpty(Mono.error(RefusedException::notFound));
  }

  /** The keys of a partner that exists for the caller, the newest first. */
  public Mono<Page<ApiKey>> list(Caller caller, String partnerId, PageRequest request) {
    Flux<ApiKey> keys =
        Page.bind(database.sql(SELECT_PAGE), request)
            .bind("own", nullable(caller.partnerId(), String.class))
            .bind("partner", partnerId)
            .map(Keys::toKey)
            .all();
    return Page.of(keys, request, key -> new Cursor(key.createdAt(), key.id()))
        .flatMap(page -> withSecrets(page.data()).map(data -> new Page<>(data, page.nextCursor())));
  }

  private Mono<List<ApiKey>> withSecrets(List<ApiKey> keys) {
    return database
        .sql(SELECT_SECRETS)
        .bind("keys", keys.stream().map(ApiKey::id).toArray(String[]::new))
        .map(row -> Map.entry(Columns.text(row, "key_id"), toSecret(row)))
        .all()
        .collectList()
        .map(secrets -> keys.stream().map(key -> withSecrets(key, secrets)).toList());
  }

  private static ApiKey withSecrets(ApiKey key, List<Map.Entry<String, Secret>> secrets) {
    return key.withSecrets(
        secrets.stream()
            .filter(entry -> entry.getKey().equals(key.id()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toList()));
  }

  private static Secret toSecret(Readable row) {
    return new Secret(
        Columns.text(row, "id"),
        Columns.text(row, "last_four"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "retires_at"),
        Columns.instantOrNull(row, "last_used_at"));
  }

  private static ApiKey toKey(Readable row) {
    return new ApiKey(
        Columns.text(row, "id"),
        Columns.text(row, "partner_id"),
        Columns.text(row, "partner_name"),
        Environment.ofWireName(Columns.text(row, "environment")),
        Columns.text(row, "label"),
        row.get("expires_on", LocalDate.class),
        Columns.instant(row, "created_at"),
        Columns.text(row, "created_by"),
        Columns.instantOrNull(row, "revoked_at"),
        Columns.textOrNull(row, "revoked_by"),
        Columns.instant(row, "changed_at"),
        Columns.instantOrNull(row, "effective_at"),
        List.of());
  }
}
