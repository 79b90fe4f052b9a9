package dev.paykore.gateway.stores;

import dev.paykore.gateway.redis.RedisBreakers;
import dev.paykore.keys.ApiKeyGenerator;
import dev.paykore.keys.ApiKeyRecord;
import dev.paykore.keys.Environment;
import dev.paykore.keys.PresentedKey;
import dev.paykore.keys.postgres.ApiKeyChanges;
import dev.paykore.keys.postgres.EdgeView;
import dev.paykore.keys.redis.RedisRecords;
import dev.paykore.keys.usage.UsageReader;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The two stores as processes, with the connections of one edge and of one console. */
public final class Stores implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int CONNECTIONS = 16;

  private final RedisProcess redis = RedisProcess.start();
  private final PostgresProcess postgres = PostgresProcess.start();
  private final RedisClient redisClient = RedisClient.create(redis.url());
  private final StatefulRedisConnection<String, String> redisConnection;
  private final ConnectionPool pool;
  private final ApiKeyGenerator generator = new ApiKeyGenerator(new SecureRandom());

  private Stores() {
    prepare(postgres);
    redisClient.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    redisConnection = redisClient.connect();
    pool = new ConnectionPool(poolOf(connections()));
  }

  public static Stores start() {
    return new Stores();
  }

  /** Gives a server the schema, and the edge its user there. */
  public static void prepare(PostgresProcess server) {
    Flyway.configure().dataSource(server.superuser()).load().migrate();
    server.execute("CREATE ROLE paykore_edge LOGIN");
    server.execute("GRANT SELECT ON edge_api_keys TO paykore_edge");
  }

  public RedisProcess redis() {
    return redis;
  }

  public PostgresProcess postgres() {
    return postgres;
  }

  /** The user that the edge has in production: it may read one view and nothing else. */
  public String edgeUser() {
    return "paykore_edge";
  }

  public RedisCommands<String, String> redisCommands() {
    return redisConnection.sync();
  }

  public ConnectionFactory connectionFactory() {
    return pool;
  }

  public DatabaseClient database() {
    return DatabaseClient.create(pool);
  }

  public EdgeView view() {
    return new EdgeView(database());
  }

  public RedisRecords records() {
    return new RedisRecords(redisConnection::async);
  }

  public UsageReader usage() {
    return new UsageReader(redisConnection::async);
  }

  /** A breaker that is patient with a busy machine. */
  public RedisBreakers breakers() {
    return OneBreaker.of(Duration.ofSeconds(2));
  }

  public ApiKeyChanges changes() {
    TransactionalOperator transaction =
        TransactionalOperator.create(new R2dbcTransactionManager(pool));
    return new ApiKeyChanges(database(), transaction, records());
  }

  /** A new Starter key of a new partner, in Postgres only. */
  public IssuedKey issue(Environment environment) {
    PresentedKey key = generator.newKey(environment);
    IssuedKey issued =
        new IssuedKey(key, generator.newId("ptn"), generator.newId("key"), generator.newId("sec"));
    insert(issued, environment, postgres);
    return issued;
  }

  /** Puts a key into a server, as replication does. */
  public static void insert(IssuedKey issued, Environment environment, PostgresProcess server) {
    PresentedKey key = issued.key();
    server.execute(
        """
        INSERT INTO partners (id, name, tier) VALUES ('%2$s', 'A partner', 'starter');
        INSERT INTO api_keys (id, partner_id, environment, label)
          VALUES ('%3$s', '%2$s', '%5$s', 'a label');
        INSERT INTO api_key_secrets (id, key_id, hash, last_four)
          VALUES ('%4$s', '%3$s', '%1$s', '%6$s');
        """
            .formatted(
                key.hash().hex(),
                issued.partnerId(),
                issued.keyId(),
                issued.secretId(),
                environment.wireName(),
                key.lastFour()));
  }

  /** A key that nobody has issued. */
  public PresentedKey unknownKey(Environment environment) {
    return generator.newKey(environment);
  }

  /** Commits a change of a key and tells Redis of it, as the console does. */
  public List<ApiKeyRecord> change(IssuedKey issued, String sql) {
    List<ApiKeyRecord> records = commit(issued, sql);
    get(changes().publish(records));
    return records;
  }

  /** Commits a change of a key that Redis is not told of. */
  public List<ApiKeyRecord> commit(IssuedKey issued, String sql) {
    Mono<Void> change = database().sql(sql.formatted(issued.keyId())).then();
    return get(changes().commitKey(issued.keyId(), change));
  }

  public static <T> T get(Mono<T> mono) {
    return mono.block(PATIENCE);
  }

  @Override
  public void close() {
    pool.dispose();
    redisClient.shutdown();
    redis.close();
    postgres.close();
  }

  private ConnectionFactory connections() {
    return ConnectionFactories.get(
        ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, PostgresProcess.SUPERUSER)
            .build());
  }

  private static ConnectionPoolConfiguration poolOf(ConnectionFactory connections) {
    return ConnectionPoolConfiguration.builder(connections)
        .initialSize(0)
        .maxSize(CONNECTIONS)
        .build();
  }
}
