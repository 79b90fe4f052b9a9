package dev.paykore.console.key;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.PresentedKey;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the hash and the last four characters of new secrets, and nothing else of them. */
@Component
final class Secrets {

  private static final String INSERT =
      """
      INSERT INTO api_key_secrets (id, key_id, hash, last_four, created_at)
      VALUES (:id, :key, :hash, :last_four, :now)
      """;

  private final ApiKeyGenerator generator;
  private final DatabaseClient database;
  private final Clock clock;

  Secrets(ApiKeyGenerator generator, DatabaseClient database, Clock clock) {
    this.generator = generator;
    this.database = database;
    this.clock = clock;
  }

  Mono<Void> insert(String keyId, PresentedKey secret) {
    return database
        .sql(INSERT)
        .bind("id", generator.newId("sec"))
        .bind("key", keyId)
        .bind("hash", secret.hash().hex())
        .bind("last_four", secret.lastFour())
        .bind("now", clock.instant())
        .then();
  }
}
