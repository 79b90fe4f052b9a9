package dev.paykore.console.usage;

import dev.paykore.console.sql.Columns;
import dev.paykore.keys.usage.HourlyUsage;
import dev.paykore.keys.usage.UsageCount;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Usage by hour, in Postgres. */
@Component
final class UsageHistory {

  private static final String SELECT =
      """
      SELECT secret_id, hour, sum(allowed)::bigint AS allowed, sum(limited)::bigint AS limited,
             sum(errors)::bigint AS errors
      FROM usage_hourly WHERE key_id = :key AND hour >= :start AND hour < :stop
      GROUP BY secret_id, hour ORDER BY hour, secret_id
      """;
  // Counters only grow, so the higher value is the later one, whoever writes first.
  private static final String RAISE =
      """
      INSERT INTO usage_hourly AS there (key_id, secret_id, hour, counter_id, allowed, limited, errors)
      VALUES (:key, :secret, :hour, :counter, :allowed, :limited, :errors)
      ON CONFLICT (key_id, hour, secret_id, counter_id) DO UPDATE SET
        allowed = greatest(there.allowed, excluded.allowed),
        limited = greatest(there.limited, excluded.limited),
        errors = greatest(there.errors, excluded.errors)
      """;
  private static final String RAISE_LAST_USED =
      """
      UPDATE api_key_secrets SET last_used_at = :at
      WHERE id = :secret AND (last_used_at IS NULL OR last_used_at < :at)
      """;

  private final DatabaseClient database;

  UsageHistory(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<UsageCount>> byHour(String keyId, long from, long to) {
    return database
        .sql(SELECT)
        .bind("key", keyId)
        .bind("start", Instant.ofEpochSecond(from))
        .bind("stop", Instant.ofEpochSecond(to))
        .map(UsageHistory::toCount)
        .all()
        .collectList();
  }

  Mono<Void> raise(String keyId, HourlyUsage usage) {
    return Flux.fromIterable(usage.counts())
        .concatMap(count -> raise(keyId, usage.counterId(), count))
        .then();
  }

  private Mono<Void> raise(String keyId, String counterId, UsageCount count) {
    return database
        .sql(RAISE)
        .bind("key", keyId)
        .bind("secret", count.secretId())
        .bind("hour", Instant.ofEpochSecond(count.epochSecond()))
        .bind("counter", counterId)
        .bind("allowed", count.allowed())
        .bind("limited", count.limited())
        .bind("errors", count.errors())
        .then();
  }

  Mono<Void> raiseLastUsed(Map<String, Instant> lastUsed) {
    return Flux.fromIterable(lastUsed.entrySet())
        .concatMap(
            entry ->
                database
                    .sql(RAISE_LAST_USED)
                    .bind("secret", entry.getKey())
                    .bind("at", entry.getValue())
                    .then())
        .then();
  }

  /** To where all hours have been rolled up; empty before the first time. */
  Mono<Instant> doneTo() {
    return database
        .sql("SELECT done_to FROM usage_roll_up")
        .map(row -> Columns.instant(row, "done_to"))
        .one();
  }

  Mono<Void> doneTo(Instant hour) {
    return database
        .sql(
            """
            INSERT INTO usage_roll_up (done_to) VALUES (:hour)
            ON CONFLICT (only_row) DO UPDATE SET done_to = :hour
            """)
        .bind("hour", hour)
        .then();
  }

  Mono<Void> forgetBefore(Instant hour) {
    return database.sql("DELETE FROM usage_hourly WHERE hour < :hour").bind("hour", hour).then();
  }

  private static UsageCount toCount(Readable row) {
    return new UsageCount(
        Columns.text(row, "secret_id"),
        Columns.instant(row, "hour").getEpochSecond(),
        Columns.number(row, "allowed"),
        Columns.number(row, "limited"),
        Columns.number(row, "errors"));
  }
}
