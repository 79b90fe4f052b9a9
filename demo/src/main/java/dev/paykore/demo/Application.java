package dev.paykore.demo;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** How the demo runs one of the project's applications within its own process. */
final class Application {

  private Application() {}

  /** Starts the application; the properties outweigh what is set in any other place. */
  static ConfigurableApplicationContext start(
      SpringApplicationBuilder application, Map<String, String> properties) {
    return application
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .run(arguments(properties));
  }

  private static String[] arguments(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(property -> "--" + property.getKey() + "=" + property.getValue())
        .toArray(String[]::new);
  }
}
