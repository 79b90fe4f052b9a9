package dev.paykore.console.change;

import dev.paykore.console.sql.Columns;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The changes that are committed and that Redis has not taken yet. */
@Component
final class Outbox {

  private static final String ADD =
      """
      WITH changed AS (
        UPDATE api_keys SET changed_at = :now, effective_at = NULL WHERE %s RETURNING id, partner_id)
      INSERT INTO outbox (key_id, version)
      SELECT changed.id, partners.version FROM changed JOIN partners ON partners.id = partner_id
      """;
  private static final String ADD_KEY = ADD.formatted("id = :id");
  private static final String ADD_KEYS_OF =
      ADD.formatted("partner_id = :id AND revoked_at IS NULL");
  private static final String TAKE_EFFECT =
      """
      UPDATE api_keys SET effective_at = :now
      WHERE id = :id AND NOT EXISTS (SELECT FROM outbox WHERE key_id = :id)
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Clock clock;

  Outbox(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
  }

  Mono<Void> addKey(String keyId) {
    return add(ADD_KEY, keyId);
  }

  Mono<Void> addKeysOf(String partnerId) {
    return add(ADD_KEYS_OF, partnerId);
  }

  private Mono<Void> add(String sql, String id) {
    return database.sql(sql).bind("id", id).bind("now", clock.instant()).then();
  }

  /** The ids of keys with a change that waits, at most so many. */
  Flux<String> waitingKeys(int limit) {
    return database
        .sql("SELECT DISTINCT key_id FROM outbox LIMIT :limit")
        .bind("limit", limit)
        .map(row -> Columns.text(row, "key_id"))
        .all();
  }

  /**
   * Redis has the key as of the version. The row's lock keeps a change that is being made meanwhile
   * from being taken for published.
   */
  Mono<Void> taken(String keyId, long version) {
    return database
        .sql("SELECT id FROM api_keys WHERE id = :id FOR UPDATE")
        .bind("id", keyId)
        .then()
        .then(remove(keyId, version))
        .then(takeEffect(keyId))
        .as(transaction::transactional);
  }

  private Mono<Void> remove(String keyId, long version) {
    return database
        .sql("DELETE FROM outbox WHERE key_id = :id AND version <= :version")
        .bind("id", keyId)
        .bind("version", version)
        .then();
  }

  private Mono<Void> takeEffect(String keyId) {
    return Mono.defer(
        () -> database.sql(TAKE_EFFECT).bind("id", keyId).bind("now", clock.instant()).then());
  }
}
