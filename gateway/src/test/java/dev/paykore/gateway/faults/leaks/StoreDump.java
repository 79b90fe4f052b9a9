package dev.paykore.gateway.faults.leaks;

import dev.paykore.gateway.stores.Stores;
import io.lettuce.core.api.sync.RedisCommands;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Everything that is in the stores, as text. */
final class StoreDump {

  private static final String TABLES =
      "SELECT format('SELECT t::text FROM %I.%I t', schemaname, tablename) FROM pg_tables"
          + " WHERE schemaname = 'public'";

  private StoreDump() {}

  /** All names and values in Redis. */
  static List<String> redis(Stores stores) {
    RedisCommands<String, String> redis = stores.redisCommands();
    List<String> texts = new ArrayList<>();
    for (String key : redis.keys("*")) {
      texts.add(key + " = " + value(redis, key));
    }
    return texts;
  }

  private static String value(RedisCommands<String, String> redis, String key) {
    return switch (redis.type(key)) {
      case "string" -> String.valueOf(redis.get(key));
      case "hash" -> redis.hgetall(key).toString();
      case "list" -> redis.lrange(key, 0, -1).toString();
      case "set" -> redis.smembers(key).toString();
      case "zset" -> redis.zrange(key, 0, -1).toString();
      default -> throw new IllegalStateException("a type that nobody uses: " + redis.type(key));
    };
  }

  /** All rows of all tables in Postgres. */
  static List<String> postgres(Stores stores) {
    try (Connection connection = stores.postgres().superuser().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      for (String query : texts(statement, TABLES)) {
        rows.addAll(texts(statement, query));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(Statement statement, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }
}
