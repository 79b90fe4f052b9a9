package dev.paykore.console.user;

import static dev.paykore.console.sql.Columns.nullable;

import dev.paykore.console.refusal.RefusedException;
import dev.paykore.console.sql.Columns;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The accounts. */
@Component
public final class Users {

  private static final String INSERT =
      """
      INSERT INTO users (id, partner_id, email, password_hash, password_changed_at, created_at, created_by)
      VALUES (:id, :partner, :email, :hash, :now, :now, :caller)
      """;

  private final DatabaseClient database;
  private final Clock clock;

  Users(DatabaseClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The account that may log in with the address; empty if there is none. */
  public Mono<Account> findAccount(String email) {
    return database
        .sql("SELECT * FROM users WHERE email = :email AND disabled_at IS NULL")
        .bind("email", email)
        .map(Users::toAccount)
        .one();
  }

  /** The account that a session of the given beginning belongs to; empty if the session is over. */
  public Mono<Account> findAccount(String id, Instant sessionBegan) {
    return database
        .sql(
            "SELECT * FROM users WHERE id = :id AND disabled_at IS NULL"
                + " AND password_changed_at <= :began")
        .bind("id", id)
        .bind("began", sessionBegan)
        .map(Users::toAccount)
        .one();
  }

  /** A partner's members, by address. */
  public Flux<User> members(String partnerId) {
    return database
        .sql("SELECT * FROM users WHERE partner_id = :partner ORDER BY email")
        .bind("partner", partnerId)
        .map(Users::toUser)
        .all();
  }

  /** A member of the partner; a refusal if there is none. */
  public Mono<User> findMember(String partnerId, String id) {
    return members(partnerId)
        .filter(user -> user.id().equals(id))
        .next()
        .switchIfEmpty(Mono.error(RefusedException::notFound));
  }

  Mono<Void> insert(Caller caller, User user, String hash) {
    return database
        .sql(INSERT)
        .bind("id", user.id())
        .bind("partner", nullable(user.partnerId(), String.class))
        .bind("email", user.email())
        .bind("hash", hash)
        .bind("now", user.createdAt())
        .bind("caller", caller.name())
        .then()
        .onErrorMap(
            DuplicateKeyException.class,
            taken ->
                RefusedException.invalid("email", "Somebody has this e-mail address already."));
  }

  Mono<Void> setPassword(String id, String hash) {
    return database
        .sql("UPDATE users SET password_hash = :hash, password_changed_at = :now WHERE id = :id")
        .bind("id", id)
        .bind("hash", hash)
        .bind("now", clock.instant())
        .then();
  }

  Mono<Void> disable(String id) {
    return database
        .sql("UPDATE users SET disabled_at = :now WHERE id = :id AND disabled_at IS NULL")
        .bind("id", id)
        .bind("now", clock.instant())
        .fetch()
        .rowsUpdated()
        .filter(rows -> rows == 1)
        .switchIfEmpty(Mono.error(() -> RefusedException.conflict("It is disabled already.")))
        .then();
  }

  private static Account toAccount(Readable row) {
    return new Account(toUser(row), Columns.text(row, "password_hash"));
  }

  private static User toUser(Readable row) {
    @Nullable String partnerId = Columns.textOrNull(row, "partner_id");
    return new User(
        Columns.text(row, "id"),
        partnerId,
        Columns.text(row, "email"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "disabled_at"));
  }
}
