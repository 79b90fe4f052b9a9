package dev.paykore.bench.stores;

import dev.paykore.bench.keys.KeyRing;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The Redis and the Postgres of one run, with the keys in both. */
public final class Stores implements AutoCloseable {

  private final RedisProcess redis;
  private final PostgresProcess postgres;
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final KeyRing keys;
  private final EdgeDatabase database;

  private Stores(RedisProcess redis, PostgresProcess postgres, KeyRing keys) {
    this.redis = redis;
    this.postgres = postgres;
    this.keys = keys;
    this.client = RedisClient.create(redis.url());
    this.connection = client.connect();
    this.database = EdgeDatabase.create(postgres, keys.issued());
    PeerRecords.write(connection.sync(), keys.issued());
  }

  /** Starts both and writes so many keys. */
  public static Stores start(int unlimitedKeys) {
    return new Stores(RedisProcess.start(), PostgresProcess.start(), KeyRing.create(unlimitedKeys));
  }

  public KeyRing keys() {
    return keys;
  }

  public EdgeDatabase database() {
    return database;
  }

  public int redisPort() {
    return redis.port();
  }

  public String redisUrl() {
    return redis.url();
  }

  /** How often Redis has run each command, those that scripts call included. */
  public CommandCounts commandCounts() {
    return CommandCounts.parse(connection.sync().info("commandstats"));
  }

  /** Processor time that Redis has used so far, in µs. */
  public long redisProcessorMicros() {
    return connection
        .sync()
        .info("cpu")
        .lines()
        .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
        .mapToLong(line -> Math.round(Double.parseDouble(line.split(":", 2)[1]) * 1e6))
        .sum();
  }

  /** How many transactions Postgres has committed; it tells of those of the last second late. */
  public long postgresTransactions() {
    try (var superuser = postgres.superuser().getConnection();
        var statement = superuser.createStatement();
        var sum = statement.executeQuery("SELECT sum(xact_commit) FROM pg_stat_database")) {
      sum.next();
      return sum.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres does not tell its transactions", e);
    }
  }

  /** What Redis's clients send from now on. */
  public SentCommands countSentCommands() {
    return SentCommands.of(redis.port());
  }

  /** Bytes of memory of all keys that match the pattern, without the names themselves. */
  public long bytesBeyondNames(String pattern) {
    List<String> names = connection.sync().keys(pattern);
    return names.stream().mapToLong(this::bytesBeyondName).sum();
  }

  /** The versions of both, for the head of the results. */
  public String versions() {
    String version =
        connection
            .sync()
            .info("server")
            .lines()
            .filter(line -> line.startsWith("redis_version:"))
            .findFirst()
            .orElse("redis_version:?");
    return "Redis %s, Postgres %s"
        .formatted(version.substring("redis_version:".length()), postgresVersion());
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
    redis.close();
    postgres.close();
  }

  private long bytesBeyondName(String name) {
    Long bytes = connection.sync().memoryUsage(name);
    return bytes == null ? 0 : bytes - name.length();
  }

  private String postgresVersion() {
    try (var connection = postgres.superuser().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion().toLowerCase(Locale.ROOT);
    } catch (SQLException e) {
      return "?";
    }
  }
}
