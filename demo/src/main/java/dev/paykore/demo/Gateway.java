package dev.paykore.demo;

import dev.paykore.demo.keys.EdgeDatabase;
import dev.paykore.demo.wallets.WalletServices;
import dev.paykore.gateway.GatewayApplication;
import dev.paykore.servers.RedisProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge, in this process, with the project's own {@code config/}. */
final class Gateway {

  private Gateway() {}

  static ConfigurableApplicationContext start(
      DemoPorts ports, RedisProcess redis, EdgeDatabase database, WalletServices wallets) {
    Map<String, String> properties = new HashMap<>(wallets.urls());
    properties.put("server.port", Integer.toString(ports.edge().number()));
    properties.put("management.server.port", Integer.toString(ports.management().number()));
    properties.put("spring.data.redis.url", redis.url());
    properties.put("spring.r2dbc.url", database.r2dbcUrl());
    properties.put("spring.r2dbc.username", EdgeDatabase.ROLE);
    properties.put("spring.r2dbc.password", database.password());
    properties.put("spring.config.additional-location", configuration());
    return new SpringApplicationBuilder(GatewayApplication.class)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .run(arguments(properties));
  }

  /** The directory {@code config/}; the build says where it is. */
  private static String configuration() {
    Path directory = Path.of(System.getProperty("paykore.demo.config", "config"));
    return directory.toAbsolutePath().normalize().toUri().toString();
  }

  /** As arguments, they outweigh what is set in any other place. */
  private static String[] arguments(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> "--" + property.getKey() + "=" + property.getValue())
        .toArray(String[]::new);
  }
}
