package dev.paykore.gateway.testing;

import dev.paykore.gateway.GatewayApplication;
import dev.paykore.gateway.stores.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole edge in this process, on free ports, with real stores under it. */
public final class RunningEdge implements AutoCloseable {

  /** The files that an operator edits, as they are in the repository. */
  public static final Path CONFIG = Path.of("..", "config");

  private final ConfigurableApplicationContext context;

  private RunningEdge(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts an edge with the files of a folder, and properties {@code name=value} before them; a
   * name alone is a property that is not given.
   */
  public static RunningEdge start(Stores stores, Path config, String... properties) {
    return startWith(List.of(), stores, config, properties);
  }

  /** The same, with beans of a test's own beside those of the edge. */
  public static RunningEdge startWith(
      List<Class<?>> beans, Stores stores, Path config, String... properties) {
    Map<String, String> arguments = argumentsFor(stores, config);
    for (String property : properties) {
      String[] nameAndValue = property.split("=", 2);
      if (nameAndValue.length == 1) {
        arguments.remove(property);
      } else {
        arguments.put(nameAndValue[0], nameAndValue[1]);
      }
    }
    return new RunningEdge(
        new SpringApplicationBuilder(
                GatewayApplication.class, OwnLoops.class, InternalErrorFilter.class)
            .sources(beans.toArray(Class<?>[]::new))
            .run(
                arguments.entrySet().stream()
                    .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                    .toArray(String[]::new)));
  }

  /**
   * What an edge needs to find the stores and the files, and patience with a busy machine: tests of
   * the time-outs set their own.
   */
  static Map<String, String> argumentsFor(Stores stores, Path config) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("server.port", "0");
    arguments.put("management.server.port", "0");
    arguments.put("spring.config.additional-location", "file:" + config.toAbsolutePath() + "/");
    arguments.put("spring.data.redis.url", stores.redis().url());
    arguments.put("spring.r2dbc.url", stores.postgres().r2dbcUrl());
    arguments.put("spring.r2dbc.username", stores.edgeUser());
    arguments.put("paykore.edge.server.drain-delay", "0s");
    arguments.put("paykore.edge.redis.timeout", "5s");
    arguments.put("paykore.edge.authentication.postgres-timeout", "5s");
    arguments.put("paykore.edge.authentication.unknown-keys-per-minute", "1000000");
    return arguments;
  }

  public int port() {
    return port("local.server.port");
  }

  public int managementPort() {
    return port("local.management.port");
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Sends one request with the lines of its headers, and reads the response to it. */
  public RawResponse send(String requestLine, String... headers) {
    try (RawHttpClient client = RawHttpClient.connect(port())) {
      return send(client, requestLine, headers);
    }
  }

  /** Sends one request on a connection, with {@code Host: localhost} unless it has its own. */
  public static RawResponse send(RawHttpClient client, String requestLine, String... headers) {
    List<String> lines = new ArrayList<>(List.of(requestLine + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      lines.add("Host: localhost");
    }
    lines.add("");
    client.send(lines.toArray(String[]::new));
    return client.read();
  }

  @Override
  public void close() {
    context.close();
  }

  private int port(String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }
}
