package dev.paykore.console.token;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.paging.Cursor;
import dev.paykore.console.paging.Page;
import dev.paykore.console.paging.PageRequest;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.sql.Columns;
import dev.paykore.console.user.Caller;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tokens for the REST API. */
@Component
public final class ApiTokens {

  private static final String INSERT =
      """
      INSERT INTO api_tokens (id, partner_id, name, hash, last_four, created_at, created_by)
      VALUES (:id, :partner, :name, :hash, :last_four, :now, :caller)
      """;

  private static final String SELECT_PAGE =
      "SELECT * FROM api_tokens WHERE true" + Page.condition("created_at", "id");

  private final DatabaseClient database;

  ApiTokens(DatabaseClient database) {
    this.database = database;
  }

  /** The tokens, the newest first; for operators. */
  public Mono<Page<ApiToken>> list(Caller caller, PageRequest request) {
    caller.requireOperator();
    Flux<ApiToken> tokens =
        Page.bind(database.sql(SELECT_PAGE), request).map(ApiTokens::toToken).all();
    return Page.of(tokens, request, token -> new Cursor(token.createdAt(), token.id()));
  }

  /** A token; a refusal if there is none. */
  public Mono<ApiToken> find(Caller caller, String id) {
    caller.requireOperator();
    return database
        .sql("SELECT * FROM api_tokens WHERE id = :id")
        .bind("id", id)
        .map(ApiTokens::toToken)
        .one()
        .switchIfEmpty(Mono.error(RefusedException::notFound));
  }

  /** The token behind a secret that is not revoked; empty if there is none. */
  public Mono<ApiToken> findBySecret(String secret) {
    return database
        .sql("SELECT * FROM api_tokens WHERE hash = :hash AND revoked_at IS NULL")
        .bind("hash", TokenHash.of(secret))
        .map(ApiTokens::toToken)
        .one();
  }

  Mono<Void> insert(IssuedToken issued) {
    ApiToken token = issued.token();
    return database
        .sql(INSERT)
        .bind("id", token.id())
        .bind("partner", nullable(token.partnerId(), String.class))
        .bind("name", token.name())
        .bind("hash", TokenHash.of(issued.secret()))
        .bind("last_four", token.lastFour())
        .bind("now", token.createdAt())
        .bind("caller", token.createdBy())
        .then();
  }

  private static ApiToken toToken(Readable row) {
    return new ApiToken(
        Columns.text(row, "id"),
        Columns.textOrNull(row, "partner_id"),
        Columns.text(row, "name"),
        Columns.text(row, "last_four"),
        Columns.instant(row, "created_at"),
        Columns.text(row, "created_by"),
        Columns.instantOrNull(row, "revoked_at"));
  }
}
