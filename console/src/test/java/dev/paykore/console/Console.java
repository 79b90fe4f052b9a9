package dev.paykore.console;

import dev.paykore.console.partner.Partner;
import dev.paykore.console.partner.PartnerPlan;
import dev.paykore.keys.Tier;
import dev.paykore.servers.FreePort;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

/** The console with its own Redis and Postgres, started once for all tests of this process. */
public final class Console {

  /** A password that is good enough for every account. */
  public static final String PASSWORD = "correct horse battery";

  public static final RedisProcess REDIS = RedisProcess.start();
  public static final PostgresProcess POSTGRES = PostgresProcess.start();

  private static final int PORT = FreePort.next();
  private static final int MANAGEMENT_PORT = FreePort.next();
  private static final ConfigurableApplicationContext CONTEXT = start();
  private static final StatefulRedisConnection<String, String> CONNECTION =
      RedisClient.create(REDIS.url()).connect();

  private Console() {}

  private static ConfigurableApplicationContext start() {
    return ConsoleApplication.application().run(arguments(PORT));
  }

  /** What a console needs to know to run on the servers of the tests. */
  public static String[] arguments(int port) {
    return new String[] {
      "--server.port=" + port,
      "--management.server.port=" + MANAGEMENT_PORT,
      "--spring.data.redis.url=" + REDIS.url(),
      "--spring.r2dbc.url=" + POSTGRES.r2dbcUrl(),
      "--spring.r2dbc.username=" + PostgresProcess.SUPERUSER,
      "--spring.flyway.url=" + POSTGRES.r2dbcUrl().replace("r2dbc:", "jdbc:"),
      "--spring.flyway.user=" + PostgresProcess.SUPERUSER,
    };
  }

  /** Where the console listens. */
  public static String url() {
    return "http://localhost:" + PORT;
  }

  /** Where it tells how it is. */
  public static String managementUrl() {
    return "http://localhost:" + MANAGEMENT_PORT;
  }

  /** A part of the running console. */
  public static <T> T bean(Class<T> type) {
    return CONTEXT.getBean(type);
  }

  public static ConsoleBootstrap bootstrap() {
    return bean(ConsoleBootstrap.class);
  }

  public static DatabaseClient database() {
    return bean(DatabaseClient.class);
  }

  /** A connection of the test's own, as an edge has one. */
  public static StatefulRedisConnection<String, String> redis() {
    return CONNECTION;
  }

  /** A new Starter partner. */
  public static Partner partner() {
    return bootstrap().createPartner(new PartnerPlan("Acme " + unique(), Tier.STARTER, null));
  }

  /** An address that nobody has. */
  public static String email() {
    return unique() + "@example.com";
  }

  /** A word that nobody has used. */
  public static String unique() {
    return UUID.randomUUID().toString().substring(0, 8);
  }
}
