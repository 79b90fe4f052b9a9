package dev.paykore.console.token;

import dev.paykore.console.audit.AuditEntry;
import dev.paykore.console.change.Changes;
import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.user.Caller;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An operator revokes a token for the REST API; its next request is refused. */
@Component
public final class RevokeApiToken {

  private final ApiTokens tokens;
  private final Changes changes;
  private final DatabaseClient database;
  private final Clock clock;

  RevokeApiToken(ApiTokens tokens, Changes changes, DatabaseClient database, Clock clock) {
    this.tokens = tokens;
    this.changes = changes;
    this.database = database;
    this.clock = clock;
  }

  /** Completes when it is done; a refusal if it was revoked before. */
  public Mono<Void> revoke(Caller caller, String id) {
    return tokens
        .find(caller, id)
        .flatMap(token -> changes.change(entry(caller, token), update(id)));
  }

  private static AuditEntry entry(Caller caller, ApiToken token) {
    String details = "“%s”".formatted(token.name());
    return new AuditEntry(caller, "token.revoked", token.partnerId(), token.id(), details);
  }

  private Mono<Void> update(String id) {
    return database
        .sql("UPDATE api_tokens SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
        .bind("id", id)
        .bind("now", clock.instant())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(() -> RefusedException.conflict("It is revoked already.")))
        .then();
  }
}
