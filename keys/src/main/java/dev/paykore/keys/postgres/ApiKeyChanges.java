package dev.paykore.keys.postgres;

import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.redis.RedisRecords;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one way to change a key or a partner: in one transaction that raises the partner's version
 * under its row lock, and after the commit in Redis, where every edge learns of it with the key's
 * next request.
 */
public final class ApiKeyChanges {

  private static final String RAISE_BY_KEY =
      "UPDATE partners SET version = version + 1"
          + " WHERE id = (SELECT partner_id FROM api_keys WHERE id = $1)";
  private static final String RAISE_BY_PARTNER =
      "UPDATE partners SET version = version + 1 WHERE id = $1";

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final EdgeView view;
  private final RedisRecords redis;

  public ApiKeyChanges(
      DatabaseClient database, TransactionalOperator transaction, RedisRecords redis) {
    this.database = database;
    this.transaction = transaction;
    this.view = new EdgeView(database);
    this.redis = redis;
  }

  /**
   * Commits a change of one key and gives the new records of its secrets, still to be published. An
   * unknown key is a {@link NoSuchElementException}, and nothing is changed.
   *
   * @param change runs inside the transaction, after the version was raised
   */
  public Mono<List<ApiKeyRecord>> commitKey(String keyId, Mono<Void> change) {
    return commit(RAISE_BY_KEY, keyId, change, view.findByKey(keyId));
  }

  /**
   * Commits the making of a key and gives the records of its secrets, still to be published.
   *
   * @param change makes the key; runs inside the transaction, after the version was raised
   */
  public Mono<List<ApiKeyRecord>> commitNewKey(String partnerId, String keyId, Mono<Void> change) {
    return commit(RAISE_BY_PARTNER, partnerId, change, view.findByKey(keyId));
  }

  /**
   * Commits a change of a partner and gives the new records of all its keys, still to be published.
   * An unknown partner is a {@link NoSuchElementException}, and nothing is changed.
   *
   * @param change runs inside the transaction, after the version was raised
   */
  public Mono<List<ApiKeyRecord>> commitPartner(String partnerId, Mono<Void> change) {
    return commit(RAISE_BY_PARTNER, partnerId, change, view.findByPartner(partnerId));
  }

  /** Tells every edge of committed records: completes when Redis has all of them. */
  public Mono<Void> publish(List<ApiKeyRecord> records) {
    Collection<List<ApiKeyRecord>> byKey =
        records.stream().collect(Collectors.groupingBy(ApiKeyRecord::keyId)).values();
    return Flux.fromIterable(byKey).concatMap(redis::publish).then();
  }

  private Mono<List<ApiKeyRecord>> commit(
      String raiseVersion, String id, Mono<Void> change, Flux<ApiKeyRecord> changed) {
    return database
        .sql(raiseVersion)
        .bind(0, id)
        .fetch()
        .rowsUpdated()
        .filter(raised -> raised == 1)
        .switchIfEmpty(
            Mono.error(() -> new NoSuchElementException("no such key or partner: " + id)))
        .then(change)
        .then(Mono.defer(changed::collectList))
        .as(transaction::transactional);
  }
}
