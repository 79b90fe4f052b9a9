package dev.paykore.keys.postgres;

import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.Tier;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one view that the edge may read. A row that is no valid record gives the error signal {@link
 * InvalidRowException}, so that its key is refused as long as nobody knows what it may do.
 */
public final class EdgeView {

  // Each column by its name: a later view may offer more, in another order.
  private static final String SELECT =
      "SELECT hash, version, key_id, secret_id, partner_id, environment, tier,"
          + " requests_per_minute, expires_on, retires_at, status FROM edge_api_keys WHERE ";

  private final DatabaseClient database;

  public EdgeView(DatabaseClient database) {
    this.database = database;
  }

  /** The record of one secret, read on a connection at hand; empty if there is no such secret. */
  public static Mono<ApiKeyRecord> findByHash(Connection connection, ApiKeyHash hash) {
    return Flux.from(connection.createStatement(SELECT + "hash = $1").bind(0, hash.hex()).execute())
        .flatMap(result -> result.map(EdgeView::toRecord))
        .singleOrEmpty();
  }

  /** The records of those secrets that there are, read on a connection at hand. */
  public static Flux<ApiKeyRecord> findByHashes(Connection connection, List<ApiKeyHash> hashes) {
    String[] values = hashes.stream().map(ApiKeyHash::hex).toArray(String[]::new);
    return Flux.from(
            connection.createStatement(SELECT + "hash = ANY($1)").bind(0, values).execute())
        .flatMap(result -> result.map(EdgeView::toRecord));
  }

  /** The record of one secret; empty if there is no such secret. */
  public Mono<ApiKeyRecord> findByHash(ApiKeyHash hash) {
    // Not next(): that would cancel a query whose end is still on its way.
    return select("hash = $1", hash.hex()).singleOrEmpty();
  }

  /** The records of all secrets of a key. */
  public Flux<ApiKeyRecord> findByKey(String keyId) {
    return select("key_id = $1", keyId);
  }

  /** The records of all secrets of all keys of a partner. */
  public Flux<ApiKeyRecord> findByPartner(String partnerId) {
    return select("partner_id = $1", partnerId);
  }

  private Flux<ApiKeyRecord> select(String condition, String value) {
    return database.sql(SELECT + condition).bind(0, value).map(EdgeView::toRecord).all();
  }

  private static ApiKeyRecord toRecord(Readable row) {
    try {
      return read(row);
    } catch (RuntimeException unreadable) {
      throw new InvalidRowException(row.get("key_id", String.class), unreadable);
    }
  }

  private static ApiKeyRecord read(Readable row) {
    OffsetDateTime retiresAt = row.get("retires_at", OffsetDateTime.class);
    return new ApiKeyRecord(
        new ApiKeyHash(text(row, "hash")),
        Objects.requireNonNull(row.get("version", Long.class)),
        text(row, "key_id"),
        text(row, "secret_id"),
        text(row, "partner_id"),
        Environment.ofWireName(text(row, "environment")),
        Tier.ofWireName(text(row, "tier")),
        row.get("requests_per_minute", Integer.class),
        row.get("expires_on", LocalDate.class),
        toInstant(retiresAt),
        ApiKeyRecord.Status.valueOf(text(row, "status").toUpperCase(Locale.ROOT)));
  }

  private static @Nullable Instant toInstant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }
}
