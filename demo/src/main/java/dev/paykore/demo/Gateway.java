package dev.paykore.demo;

import dev.paykore.demo.keys.EdgeDatabase;
import dev.paykore.demo.wallets.WalletServices;
import dev.paykore.gateway.GatewayApplication;
import dev.paykore.servers.RedisProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge, in this process, with the project's own {@code config/}. */
final class Gateway {

  /** What the console's libraries on the same class path would add to the edge. */
  private static final List<String> OF_THE_CONSOLE =
      List.of(
          "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
          "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
          "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
          "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration");

  private Gateway() {}

  static ConfigurableApplicationContext start(
      DemoPorts ports, RedisProcess redis, EdgeDatabase database, WalletServices wallets) {
    Map<String, String> properties = new HashMap<>(wallets.urls());
    properties.put("server.port", Integer.toString(ports.edge().number()));
    properties.put("management.server.port", Integer.toString(ports.management().number()));
    properties.put("paykore.edge.server.drain-delay", "0s");
    properties.put("spring.data.redis.url", redis.url());
    properties.put("spring.r2dbc.url", database.r2dbcUrl());
    properties.put("spring.r2dbc.username", EdgeDatabase.ROLE);
    properties.put("spring.r2dbc.password", database.password());
    properties.put("spring.config.additional-location", configuration());
    properties.put("spring.autoconfigure.exclude", String.join(",", OF_THE_CONSOLE));
    return Application.start(new SpringApplicationBuilder(GatewayApplication.class), properties);
  }

  /** The directory {@code config/}; the build says where it is. */
  private static String configuration() {
    Path directory = Path.of(System.getProperty("paykore.demo.config", "config"));
    return directory.toAbsolutePath().normalize().toUri().toString();
  }
}
