package dev.paykore.keys.postgres;

import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyHash;
import dev.paykore.keys.Environment;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.security.SecureRandom;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A migrated Postgres and a Redis as processes, and what a console does with them, for tests. */
final class Console implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final PostgresProcess postgres = PostgresProcess.start();
  final RedisProcess redisProcess = RedisProcess.start();
  final DatabaseClient database;
  final EdgeView view;
  final ApiKeyChanges changes;
  final RedisRecords redis;
  final StatefulRedisConnection<String, String> connection;

  private final RedisClient client = RedisClient.create(redisProcess.url());
  private final ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());

  /** One secret with the public ids around it. */
  record Issued(ApiKeyHash hash, String keyId, String partnerId) {}

  Console() {
    Flyway.configure().dataSource(postgres.superuser()).load().migrate();
    ConnectionFactory factory = connections();
    database = DatabaseClient.create(factory);
    view = new EdgeView(database);
    connection = client.connect();
    redis = new RedisRecords(connection::async);
    changes =
        new ApiKeyChanges(
            database, TransactionalOperator.create(new R2dbcTransactionManager(factory)), redis);
  }

  /** A new Starter key of a new partner. */
  Issued issue(Environment environment) {
    String partnerId = generator.newId("ptn");
    postgres.execute(
        "INSERT INTO partners (id, name, tier) VALUES ('%s', 'A', 'starter')".formatted(partnerId));
    return issue(environment, partnerId);
  }

  /** One more key of a partner. */
  Issued issue(Environment environment, String partnerId) {
    String keyId = generator.newId("key");
    postgres.execute(
        "INSERT INTO api_keys (id, partner_id, environment, label) VALUES ('%s', '%s', '%s', 'a')"
            .formatted(keyId, partnerId, environment.wireName()));
    return new Issued(addSecret(keyId), keyId, partnerId);
  }

  /** One more secret of a key. */
  ApiKeyHash addSecret(String keyId) {
    ApiKeyHash hash = generator.newKey(Environment.LIVE).hash();
    postgres.execute(
        "INSERT INTO api_key_secrets (id, key_id, hash, last_four) VALUES ('%s', '%s', '%s', '0000')"
            .formatted(generator.newId("sec"), keyId, hash.hex()));
    return hash;
  }

  Mono<Void> sql(String statement) {
    return database.sql(statement).then();
  }

  static <T> T get(Mono<T> mono) {
    return mono.block(PATIENCE);
  }

  @Override
  public void close() {
    client.shutdown();
    redisProcess.close();
    postgres.close();
  }

  private ConnectionFactory connections() {
    return ConnectionFactories.get(
        ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, PostgresProcess.SUPERUSER)
            .build());
  }
}
