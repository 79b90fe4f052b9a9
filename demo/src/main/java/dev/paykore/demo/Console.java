package dev.paykore.demo;

import dev.paykore.console.ConsoleApplication;
import dev.paykore.console.ConsoleBootstrap;
import dev.paykore.demo.keys.DemoKeys;
import dev.paykore.servers.PostgresProcess;
import dev.paykore.servers.RedisProcess;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The console, in this process, with accounts that are made anew at each start. */
final class Console implements AutoCloseable {

  private static final String MEMBER = "member@adaeze.example";
  private static final String OPERATOR = "operator@paykore.example";
  private static final int PASSWORD_BYTES = 12;

  private final ConfigurableApplicationContext context;
  private final String url;

  private Console(ConfigurableApplicationContext context, String url) {
    this.context = context;
    this.url = url;
  }

  static Console start(DemoPorts ports, RedisProcess redis, PostgresProcess postgres) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.port", Integer.toString(ports.console().number()));
    properties.put("management.server.port", Integer.toString(ports.consoleManagement().number()));
    properties.put("spring.data.redis.url", redis.url());
    properties.put("spring.r2dbc.url", postgres.r2dbcUrl());
    properties.put("spring.r2dbc.username", PostgresProcess.SUPERUSER);
    properties.put("spring.flyway.url", jdbcUrl(postgres));
    properties.put("spring.flyway.user", PostgresProcess.SUPERUSER);
    // The edge's libraries lie on the same class path.
    properties.put("spring.cloud.gateway.server.webflux.redis.enabled", "false");
    return new Console(
        Application.start(ConsoleApplication.application(), properties), ports.console().url());
  }

  /** Makes the accounts and gives what a person needs to use them, in the order to print it. */
  Map<String, String> createAccounts(DemoKeys keys) {
    ConsoleBootstrap bootstrap = context.getBean(ConsoleBootstrap.class);
    String memberPassword = newPassword();
    String operatorPassword = newPassword();
    bootstrap.createMember(keys.partnerId(), MEMBER, memberPassword);
    bootstrap.createOperator(OPERATOR, operatorPassword);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("PAYKORE_CONSOLE", url);
    values.put("PAYKORE_CONSOLE_USER", MEMBER);
    values.put("PAYKORE_CONSOLE_PASSWORD", memberPassword);
    values.put("PAYKORE_OPERATOR_USER", OPERATOR);
    values.put("PAYKORE_OPERATOR_PASSWORD", operatorPassword);
    values.put("PAYKORE_CONSOLE_TOKEN", bootstrap.createToken("demo", null).secret());
    return values;
  }

  @Override
  public void close() {
    context.close();
  }

  private static String jdbcUrl(PostgresProcess postgres) {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.port());
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
