package dev.paykore.gateway.command;

import dev.paykore.gateway.GatewayApplication;
import dev.paykore.gateway.configuration.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.reactive.GenericReactiveWebApplicationContext;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** An edge that is put together with a configuration, and neither listens nor connects. */
public final class IdleEdge implements AutoCloseable {

  private static final String LOCATION = "spring.config.additional-location";

  private final ConfigurableApplicationContext context;

  private IdleEdge(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Puts an edge together with the files of a folder.
   *
   * @throws UsageException if there is no such folder
   * @throws RuntimeException if the configuration is not right
   */
  public static IdleEdge of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("'%s' (expected: a folder with YAML files)".formatted(folder));
    }
    String location = "file:" + folder.toAbsolutePath() + "/";
    var _ = Candidate.load(environment(location));
    return new IdleEdge(start(location));
  }

  /** Makes what is asked for, and whatever that needs. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  ConfigurableEnvironment environment() {
    return context.getEnvironment();
  }

  @Override
  public void close() {
    context.close();
  }

  private static ConfigurableEnvironment environment(String location) {
    ConfigurableEnvironment environment = new StandardReactiveWebEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("command", Map.of(LOCATION, location)));
    return environment;
  }

  private static void leaveIdle(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .registerSingleton(
            AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new StartsNothing());
  }

  /** Lazily, so that only what is asked for is made: no server, no pool and no connection. */
  private static ConfigurableApplicationContext start(String location) {
    SpringApplicationBuilder edge =
        new SpringApplicationBuilder(GatewayApplication.class)
            .web(WebApplicationType.REACTIVE)
            .lazyInitialization(true)
            .logStartupInfo(false)
            .initializers(IdleEdge::leaveIdle)
            .registerShutdownHook(false);
    edge.application()
        .setApplicationContextFactory(type -> new GenericReactiveWebApplicationContext());
    return edge.run(
        "--" + LOCATION + "=" + location,
        "--management.server.port=-1",
        "--logging.level.root=off");
  }
}
